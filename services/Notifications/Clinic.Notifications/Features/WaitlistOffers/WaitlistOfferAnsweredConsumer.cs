using Clinic.Contracts.Scheduling;
using Clinic.Messaging.Inbox;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Planning;

namespace Clinic.Notifications.Features.WaitlistOffers;

/// <summary>Takes back what has not left of an offer that was answered. What was booked is confirmed like any series.</summary>
internal sealed class WaitlistOfferAnsweredConsumer(ReminderBook book) : IConsume<WaitlistOfferAnswered, NotificationsDbContext>
{
    public Task ConsumeAsync(WaitlistOfferAnswered message, NotificationsDbContext db, CancellationToken cancellationToken) =>
        TrackedOffers.EndAsync(db, book, message.OfferId, message.PatientId, cancellationToken);
}
