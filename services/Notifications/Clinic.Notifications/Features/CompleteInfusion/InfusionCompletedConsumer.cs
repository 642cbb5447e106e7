using Clinic.Contracts.Scheduling;
using Clinic.Messaging.Inbox;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Planning;
using NodaTime;

namespace Clinic.Notifications.Features.CompleteInfusion;

/// <summary>Asks the patient on the next day how it went.</summary>
internal sealed class InfusionCompletedConsumer(ReminderBook book) : IConsume<InfusionCompleted, NotificationsDbContext>
{
    public async Task ConsumeAsync(InfusionCompleted message, NotificationsDbContext db, CancellationToken cancellationToken)
    {
        var session = await TrackedSessions.FindOrAddAsync(db, message.SessionId, message.SeriesId, message.PatientId, cancellationToken);
        session.State = TrackedSessionState.Completed;
        session.SiteTimeZoneId ??= message.SiteTimeZoneId;
        session.Version++;
        var recipient = await db.Recipients.FindAsync([message.PatientId], cancellationToken);
        var endedAt = Instant.FromDateTimeOffset(message.StoppedAt ?? message.OccurredAt);
        var subject = new ReminderSubject(message.PatientId, message.SessionId) { SiteTimeZoneId = message.SiteTimeZoneId, FollowsWallClock = true };
        var checkIn = book.Schedule.CheckIn(endedAt, Zones.Of(recipient, message.SiteTimeZoneId));
        await book.PlanAsync(db, subject, [checkIn], cancellationToken);
    }
}
