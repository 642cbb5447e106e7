using Clinic.Contracts.Scheduling;
using Clinic.Messaging.Outbox;
using Clinic.Scheduling.Domain.Waitlist;
using Clinic.Scheduling.Persistence;
using NodaTime;

namespace Clinic.Scheduling.Features.WaitlistOffers;

/// <summary>Ends offers in the caller's transaction: tells the other services, and marks the site, since others may be asked now.</summary>
internal static class OfferEnds
{
    /// <summary>The patient answered.</summary>
    public static void Answer(SchedulingDbContext db, WaitlistOffer offer, OfferState state, Instant now)
    {
        End(db, offer, state, now);
        var answer = state == OfferState.Accepted ? "accepted" : "declined";
        db.Publish(new WaitlistOfferAnswered(offer.Id, offer.EntryId, offer.PatientId, answer, now.ToDateTimeOffset()), offer.Id, now);
    }

    /// <summary>It ended without an answer.</summary>
    public static void Withdraw(SchedulingDbContext db, WaitlistOffer offer, OfferState state, Instant now)
    {
        End(db, offer, state, now);
        var reason = state switch
        {
            OfferState.Taken => "taken",
            OfferState.Expired => "expired",
            OfferState.Withdrawn => "entry-closed",
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "An offer does not end like this by itself."),
        };
        db.Publish(new WaitlistOfferWithdrawn(offer.Id, offer.EntryId, offer.PatientId, reason, now.ToDateTimeOffset()), offer.Id, now);
    }

    private static void End(SchedulingDbContext db, WaitlistOffer offer, OfferState state, Instant now)
    {
        offer.Close(state, now);
        FreedPlaces.Mark(db, offer.SiteId);
    }
}
