using Clinic.Notifications.Persistence;

namespace Clinic.Notifications.Planning;

/// <summary>Finds the row of a visit, or starts it: any event about it may be the first to arrive.</summary>
internal static class TrackedSessions
{
    public static async Task<TrackedSession> FindOrAddAsync(
        NotificationsDbContext db, Guid sessionId, Guid seriesId, Guid patientId, CancellationToken cancellationToken)
    {
        if (await db.Sessions.FindAsync([sessionId], cancellationToken) is { } known)
        {
            return known;
        }

        var session = new TrackedSession
        {
            SessionId = sessionId,
            SeriesId = seriesId,
            PatientId = patientId,
            State = TrackedSessionState.Booked,
            Version = 1,
        };
        db.Sessions.Add(session);
        return session;
    }
}
