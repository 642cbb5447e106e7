using Clinic.Notifications.Domain.Sending;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Planning;

namespace Clinic.Notifications.Features.CancelSession;

/// <summary>What a cancelled visit means for messages, early or late.</summary>
internal sealed class SessionCancellation(ReminderBook book, FollowUpPlanner followUps)
{
    /// <summary>Takes back its reminders and recounts the follow-ups from the last visit that still stands.</summary>
    public async Task ApplyAsync(NotificationsDbContext db, Guid sessionId, Guid seriesId, Guid patientId, CancellationToken cancellationToken)
    {
        var session = await TrackedSessions.FindOrAddAsync(db, sessionId, seriesId, patientId, cancellationToken);
        if (session.State == TrackedSessionState.Cancelled)
        {
            return;
        }

        session.State = TrackedSessionState.Cancelled;
        session.Version++;
        await book.CancelAsync(db, patientId, [sessionId], Reasons.SessionCancelled, cancellationToken);
        await followUps.ReplanAsync(db, patientId, seriesId, cancellationToken);
    }
}
