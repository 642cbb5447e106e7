using Clinic.Contracts.Scheduling;
using Clinic.Messaging.Inbox;
using Clinic.Notifications.Domain.Sending;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Planning;

namespace Clinic.Notifications.Features.SettleConsent;

/// <summary>Stops asking for a form that was signed.</summary>
internal sealed class OffLabelConsentSignedConsumer(ReminderBook book) : IConsume<OffLabelConsentSigned, NotificationsDbContext>
{
    public async Task ConsumeAsync(OffLabelConsentSigned message, NotificationsDbContext db, CancellationToken cancellationToken)
    {
        await TrackedConsents.SettleAsync(
            db, message.ConsentId, message.SeriesId, message.PatientId, TrackedConsentState.Signed, cancellationToken);
        await book.CancelAsync(db, message.PatientId, [message.ConsentId], Reasons.ConsentSigned, cancellationToken);
    }
}
