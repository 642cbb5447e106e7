using Clinic.Notifications.Domain.Sending;
using Clinic.Notifications.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Notifications.Planning;

/// <summary>Keeps the follow-ups of a series counted from the last visit that still stands.</summary>
internal sealed class FollowUpPlanner(ReminderBook book)
{
    /// <summary>Plans, moves or takes back the follow-ups after the series has changed.</summary>
    public async Task ReplanAsync(NotificationsDbContext db, Guid patientId, Guid seriesId, CancellationToken cancellationToken)
    {
        // The query brings the stored sessions into the context; Local then also holds those that this transaction adds.
        await db.Sessions.Where(s => s.SeriesId == seriesId).LoadAsync(cancellationToken);
        var standing = db.Sessions.Local.Where(s => s.SeriesId == seriesId && s.State != TrackedSessionState.Cancelled && s.EndsAt is not null).ToList();
        if (standing.Count == 0)
        {
            await book.CancelAsync(db, patientId, [seriesId], Reasons.SessionCancelled, cancellationToken);
            return;
        }

        var recipient = await db.Recipients.FindAsync([patientId], cancellationToken);
        var last = standing.MaxBy(s => s.EndsAt)!;
        var plan = book.Schedule.FollowUps(last.EndsAt!.Value, Zones.Of(recipient, last.SiteTimeZoneId)).ToList();
        var pending = await ReminderBook.PendingAsync(db, [seriesId], cancellationToken);
        foreach (var planned in plan)
        {
            foreach (var row in pending.Where(r => r.Kind == planned.Kind.Code && r.WantedAt != planned.WantedAt))
            {
                book.Move(row, recipient, planned.WantedAt, planned.NotAfter);
            }
        }

        var subject = new ReminderSubject(patientId, seriesId) { SiteTimeZoneId = last.SiteTimeZoneId, FollowsWallClock = true };
        await book.PlanAsync(db, subject, plan, cancellationToken);
    }
}
