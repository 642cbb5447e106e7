using Clinic.Contracts.Scheduling;
using Clinic.Messaging.Inbox;
using Clinic.Notifications.Domain.Sending;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Planning;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Notifications.Features.SettleConsent;

/// <summary>
/// Takes back everything about visits that a withdrawn consent covered. Scheduling cancels those visits too; not waiting
/// for that keeps a reminder from leaving in between.
/// </summary>
internal sealed class OffLabelConsentWithdrawnConsumer(ReminderBook book, FollowUpPlanner followUps)
    : IConsume<OffLabelConsentWithdrawn, NotificationsDbContext>
{
    public async Task ConsumeAsync(OffLabelConsentWithdrawn message, NotificationsDbContext db, CancellationToken cancellationToken)
    {
        await TrackedConsents.SettleAsync(
            db, message.ConsentId, message.SeriesId, message.PatientId, TrackedConsentState.Withdrawn, cancellationToken);
        var toCome = await db.Sessions
            .Where(s => s.SeriesId == message.SeriesId && s.State == TrackedSessionState.Booked)
            .ToListAsync(cancellationToken);
        foreach (var session in toCome)
        {
            session.State = TrackedSessionState.Cancelled;
            session.Version++;
        }

        Guid[] subjects = [message.ConsentId, .. toCome.Select(s => s.SessionId)];
        await book.CancelAsync(db, message.PatientId, subjects, Reasons.ConsentWithdrawn, cancellationToken);
        await followUps.ReplanAsync(db, message.PatientId, message.SeriesId, cancellationToken);
    }
}
