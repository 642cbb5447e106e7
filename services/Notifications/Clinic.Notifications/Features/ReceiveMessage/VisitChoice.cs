using Clinic.Notifications.Domain.Reminders;
using Clinic.Notifications.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Notifications.Features.ReceiveMessage;

/// <summary>Finds the visit that an answer means: the one we reminded of last, else the next one.</summary>
internal static class VisitChoice
{
    /// <returns>Null when no visit is to come.</returns>
    public static async Task<TrackedSession?> FindAsync(NotificationsDbContext db, Guid patientId, Instant now, CancellationToken cancellationToken)
    {
        var ahead = await db.Sessions.AsNoTracking()
            .Where(s => s.PatientId == patientId && s.State == TrackedSessionState.Booked && s.StartsAt > now)
            .OrderBy(s => s.StartsAt)
            .ToListAsync(cancellationToken);
        var ids = ahead.Select(s => s.SessionId).ToList();
        var reminded = await db.Reminders
            .Where(r => ids.Contains(r.SubjectId) && r.Channel == Channel.Sms && r.SentAt != null)
            .OrderByDescending(r => r.SentAt)
            .Select(r => (Guid?)r.SubjectId)
            .FirstOrDefaultAsync(cancellationToken);
        return ahead.Find(s => s.SessionId == reminded) ?? ahead.FirstOrDefault();
    }
}
