using Clinic.Contracts.Scheduling;
using Clinic.Messaging.Inbox;
using Clinic.Notifications.Domain.Reminders;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Planning;
using NodaTime;

namespace Clinic.Notifications.Features.WaitlistOffers;

/// <summary>
/// Tells a patient that an offer ended: somebody else was faster, or the time is over. Who never heard of it is left in peace, and so is
/// who does not wait any longer.
/// </summary>
internal sealed class WaitlistOfferWithdrawnConsumer(ReminderBook book) : IConsume<WaitlistOfferWithdrawn, NotificationsDbContext>
{
    // Whoever can't be told within a day opens the link and sees it there.
    private static readonly Duration Useful = Duration.FromDays(1);

    public async Task ConsumeAsync(WaitlistOfferWithdrawn message, NotificationsDbContext db, CancellationToken cancellationToken)
    {
        var known = await TrackedOffers.EndAsync(db, book, message.OfferId, message.PatientId, cancellationToken);
        if (known && KindOf(message.ReasonCode) is { } kind)
        {
            var endedAt = Instant.FromDateTimeOffset(message.OccurredAt);
            var subject = new ReminderSubject(message.PatientId, message.OfferId);
            await book.PlanAsync(db, subject, [new PlannedReminder(kind, endedAt, endedAt + Useful)], cancellationToken);
        }
    }

    private static ReminderKind? KindOf(string reasonCode) => reasonCode switch
    {
        "taken" => ReminderKind.WaitlistTaken,
        "expired" => ReminderKind.WaitlistExpired,
        _ => null,
    };
}
