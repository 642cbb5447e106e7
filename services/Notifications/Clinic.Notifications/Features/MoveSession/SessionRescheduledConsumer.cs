using Clinic.Contracts.Scheduling;
using Clinic.Messaging.Inbox;
using Clinic.Notifications.Domain.Sending;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Planning;
using NodaTime;

namespace Clinic.Notifications.Features.MoveSession;

/// <summary>Replaces the reminders of a visit that was moved: the old ones are void, whatever had not left is taken back.</summary>
internal sealed class SessionRescheduledConsumer(ReminderBook book, FollowUpPlanner followUps)
    : IConsume<SessionRescheduled, NotificationsDbContext>
{
    public async Task ConsumeAsync(SessionRescheduled message, NotificationsDbContext db, CancellationToken cancellationToken)
    {
        var session = await TrackedSessions.FindOrAddAsync(db, message.SessionId, message.SeriesId, message.PatientId, cancellationToken);
        if (message.SessionVersion <= session.SessionVersion || session.State != TrackedSessionState.Booked)
        {
            return;
        }

        session.SessionVersion = message.SessionVersion;
        session.StartsAt = Instant.FromDateTimeOffset(message.StartsAt);
        session.EndsAt = Instant.FromDateTimeOffset(message.EndsAt);
        session.Version++;
        await book.CancelAsync(db, message.PatientId, [message.SessionId], Reasons.SessionMoved, cancellationToken);
        var subject = new ReminderSubject(message.PatientId, message.SessionId, message.SessionVersion) { SiteTimeZoneId = session.SiteTimeZoneId };
        var plan = book.Schedule.BeforeSession(session.StartsAt.Value, Instant.FromDateTimeOffset(message.OccurredAt));
        await book.PlanAsync(db, subject, plan, cancellationToken);
        await followUps.ReplanAsync(db, message.PatientId, message.SeriesId, cancellationToken);
    }
}
