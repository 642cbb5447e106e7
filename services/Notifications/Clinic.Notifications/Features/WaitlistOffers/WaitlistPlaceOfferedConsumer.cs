using System.Text.Json;
using Clinic.Contracts.Scheduling;
using Clinic.Messaging.Inbox;
using Clinic.Notifications.Domain.Reminders;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Planning;
using Clinic.Notifications.Rendering;
using NodaTime;

namespace Clinic.Notifications.Features.WaitlistOffers;

/// <summary>Sends the patient the link to the offer. It is of use until the offer ends; quiet hours hold it back like any other message.</summary>
internal sealed class WaitlistPlaceOfferedConsumer(ReminderBook book) : IConsume<WaitlistPlaceOffered, NotificationsDbContext>
{
    public async Task ConsumeAsync(WaitlistPlaceOffered message, NotificationsDbContext db, CancellationToken cancellationToken)
    {
        if (await db.Offers.FindAsync([message.OfferId], cancellationToken) is not null)
        {
            // Already told, or its end overtook it: either way there is nothing more to say.
            return;
        }

        db.Offers.Add(new TrackedOffer { OfferId = message.OfferId, PatientId = message.PatientId, State = TrackedOfferState.Open, Version = 1 });
        var values = new OfferValues(message.Sessions[0].StartsAt, message.Sessions.Count, message.SiteTimeZoneId, message.ExpiresAt);
        var subject = new ReminderSubject(message.PatientId, message.OfferId)
        {
            SiteTimeZoneId = message.SiteTimeZoneId,
            Values = JsonSerializer.Serialize(values),
            ProtectedLink = message.ProtectedOfferLink,
        };
        var planned = new PlannedReminder(
            ReminderKind.WaitlistOffer, Instant.FromDateTimeOffset(message.OccurredAt), Instant.FromDateTimeOffset(message.ExpiresAt));
        await book.PlanAsync(db, subject, [planned], cancellationToken);
    }
}
