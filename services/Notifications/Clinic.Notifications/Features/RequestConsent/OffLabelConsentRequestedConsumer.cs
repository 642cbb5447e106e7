using Clinic.Contracts.Scheduling;
using Clinic.Messaging.Inbox;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Planning;
using NodaTime;

namespace Clinic.Notifications.Features.RequestConsent;

/// <summary>Sends the patient the link to the form at once, and plans to ask again while it stays unsigned.</summary>
internal sealed class OffLabelConsentRequestedConsumer(ReminderBook book) : IConsume<OffLabelConsentRequested, NotificationsDbContext>
{
    public async Task ConsumeAsync(OffLabelConsentRequested message, NotificationsDbContext db, CancellationToken cancellationToken)
    {
        if (await db.Consents.FindAsync([message.ConsentId], cancellationToken) is not null)
        {
            // Already requested, or its end overtook its request: either way there is nothing more to ask.
            return;
        }

        db.Consents.Add(new TrackedConsent
        {
            ConsentId = message.ConsentId,
            SeriesId = message.SeriesId,
            PatientId = message.PatientId,
            State = TrackedConsentState.Requested,
            Version = 1,
        });
        var subject = new ReminderSubject(message.PatientId, message.ConsentId) { ProtectedLink = message.ProtectedSigningLink };
        var plan = book.Schedule.Consent(Instant.FromDateTimeOffset(message.OccurredAt), Instant.FromDateTimeOffset(message.LinkExpiresAt));
        await book.PlanAsync(db, subject, plan, cancellationToken);
    }
}
