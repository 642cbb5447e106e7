using Clinic.Notifications.Domain.Reminders;
using Clinic.Notifications.Domain.Sending;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Planning;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Notifications.Features.WaitlistOffers;

internal static class TrackedOffers
{
    /// <summary>Notes that an offer ended, and takes back what of it has not left.</summary>
    /// <returns>Whether the patient may know of the offer: a message about it has left, or may have.</returns>
    public static async Task<bool> EndAsync(
        NotificationsDbContext db, ReminderBook book, Guid offerId, Guid patientId, CancellationToken cancellationToken)
    {
        if (await db.Offers.FindAsync([offerId], cancellationToken) is not { } offer)
        {
            db.Offers.Add(new TrackedOffer { OfferId = offerId, PatientId = patientId, State = TrackedOfferState.Ended, Version = 1 });
            return false;
        }

        offer.State = TrackedOfferState.Ended;
        offer.Version++;
        await book.CancelAsync(db, patientId, [offerId], Reasons.OfferEnded, cancellationToken);
        return await db.Reminders.AnyAsync(
            r => r.SubjectId == offerId && r.Kind == ReminderKind.WaitlistOffer.Code
                && (r.State == ReminderState.Sent || r.State == ReminderState.Sending || r.State == ReminderState.InDoubt),
            cancellationToken);
    }
}
