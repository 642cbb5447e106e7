using Clinic.Contracts.Scheduling;
using Clinic.Messaging.Inbox;
using Clinic.Notifications.Domain.Reminders;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Planning;
using NodaTime;

namespace Clinic.Notifications.Features.BookSeries;

/// <summary>Plans the confirmation of a booked series, the reminders before each visit, and the follow-ups after the last.</summary>
internal sealed class SeriesBookedConsumer(ReminderBook book, FollowUpPlanner followUps) : IConsume<SeriesBooked, NotificationsDbContext>
{
    public async Task ConsumeAsync(SeriesBooked message, NotificationsDbContext db, CancellationToken cancellationToken)
    {
        var bookedAt = Instant.FromDateTimeOffset(message.BookedAt);
        foreach (var booked in message.Sessions)
        {
            var session = await TrackAsync(db, message, booked, cancellationToken);
            if (session.State == TrackedSessionState.Booked)
            {
                var subject = new ReminderSubject(message.PatientId, session.SessionId, session.SessionVersion)
                {
                    SiteTimeZoneId = message.SiteTimeZoneId,
                };
                await book.PlanAsync(db, subject, book.Schedule.BeforeSession(session.StartsAt!.Value, bookedAt), cancellationToken);
            }
        }

        var series = new ReminderSubject(message.PatientId, message.SeriesId) { SiteTimeZoneId = message.SiteTimeZoneId };
        var lastStart = Instant.FromDateTimeOffset(message.Sessions.Max(s => s.StartsAt));
        await book.PlanAsync(db, series, [new PlannedReminder(ReminderKind.BookingConfirmation, bookedAt, lastStart)], cancellationToken);
        await followUps.ReplanAsync(db, message.PatientId, message.SeriesId, cancellationToken);
    }

    private static async Task<TrackedSession> TrackAsync(
        NotificationsDbContext db, SeriesBooked message, BookedSession booked, CancellationToken cancellationToken)
    {
        var session = await TrackedSessions.FindOrAddAsync(db, booked.SessionId, message.SeriesId, message.PatientId, cancellationToken);
        session.SiteTimeZoneId = message.SiteTimeZoneId;
        // A move that overtook the booking knows better where the visit is now.
        session.StartsAt ??= Instant.FromDateTimeOffset(booked.StartsAt);
        session.EndsAt ??= Instant.FromDateTimeOffset(booked.EndsAt);
        session.Version++;
        return session;
    }
}
