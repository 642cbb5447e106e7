using Clinic.Scheduling.Domain.Waitlist;
using Clinic.Scheduling.Features.BookSeries;
using Clinic.Scheduling.Features.ReadSeries;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.WaitlistOffers;

/// <summary>
/// Answers offers in the caller's transaction, whoever brings the answer. Accepting books like any exact request, by the same claims:
/// nothing was held, and of two who accept at once the database lets one through.
/// </summary>
internal sealed class OfferAnswers(
    Transactor<SchedulingDbContext> transactor, OfferSearch search, OfferSweep sweep, SeriesBooker booker, Auditor auditor, IClock clock)
{
    /// <summary>
    /// Books what was offered and tells those whose offered times are gone with it.
    /// <see cref="OfferRefusals.Taken"/>: call <see cref="EndTakenAsync"/> after the rollback. <see cref="SeriesBooker.Lost"/>: try again.
    /// </summary>
    public async Task<Outcome<SeriesView>> AcceptAsync(SchedulingDbContext db, Guid offerId, CancellationToken cancellationToken)
    {
        var opened = await OpenAsync(db, offerId, cancellationToken);
        if (!opened.Succeeded)
        {
            return opened.Refusal;
        }

        var (offer, entry, now) = opened.Value;
        var place = await search.PlaceAsync(db, entry, offer, cancellationToken);
        if (!place.Succeeded)
        {
            return OfferRefusals.Taken;
        }

        var booked = await booker.BookAsync(db, place.Value, entry.Indication, cancellationToken);
        if (!booked.Succeeded)
        {
            return booked.Refusal;
        }

        OfferEnds.Answer(db, offer, OfferState.Accepted, now);
        entry.Close(WaitlistState.Booked, now, booked.Value.Id);
        await EndLostAsync(db, offer, now, cancellationToken);
        auditor.Record(db, "waitlist-offer.accept", offer.PatientId, offer.Id);
        return booked;
    }

    /// <summary>Notes that the patient does not want it.</summary>
    /// <param name="db">The transaction's context.</param>
    /// <param name="offerId">The offer.</param>
    /// <param name="keepWaiting">Whether the patient stays on the list.</param>
    /// <param name="cancellationToken">Abandons the transaction.</param>
    public async Task<Outcome<WaitlistEntry>> DeclineAsync(
        SchedulingDbContext db, Guid offerId, bool keepWaiting, CancellationToken cancellationToken)
    {
        var opened = await OpenAsync(db, offerId, cancellationToken);
        if (!opened.Succeeded)
        {
            return opened.Refusal;
        }

        var (offer, entry, now) = opened.Value;
        OfferEnds.Answer(db, offer, OfferState.Declined, now);
        if (!keepWaiting)
        {
            entry.Close(WaitlistState.Withdrawn, now);
        }

        auditor.Record(db, keepWaiting ? "waitlist-offer.decline" : "waitlist-offer.decline-and-leave", offer.PatientId, offer.Id);
        await db.SaveChangesAsync(cancellationToken);
        return entry;
    }

    /// <summary>Ends an offer whose place turned out to be taken, in a transaction of its own; the sweep does it when this is not reached.</summary>
    public Task EndTakenAsync(Guid offerId, CancellationToken cancellationToken) => transactor.WriteAsync(
        async (db, token) =>
        {
            var opened = await OpenAsync(db, offerId, token);
            if (opened.Succeeded)
            {
                OfferEnds.Withdraw(db, opened.Value.Offer, OfferState.Taken, opened.Value.Now);
            }
        },
        cancellationToken);

    private async Task<Outcome<OpenOffer>> OpenAsync(SchedulingDbContext db, Guid offerId, CancellationToken cancellationToken)
    {
        var siteId = await db.WaitlistOffers.Where(o => o.Id == offerId).Select(o => o.SiteId).SingleOrDefaultAsync(cancellationToken);
        await OpenOffers.LockAsync(db, siteId, cancellationToken);
        if (await db.WaitlistOffers.Include(o => o.Sessions).SingleOrDefaultAsync(o => o.Id == offerId, cancellationToken) is not { } offer)
        {
            return OfferRefusals.Unknown;
        }

        // Read behind the lock: whoever waited for it must not take the time of before for the present.
        var now = clock.GetCurrentInstant();
        return OfferRefusals.Of(offer.StateAt(now)) is { } refusal
            ? refusal
            : new OpenOffer(offer, await db.WaitlistEntries.SingleAsync(e => e.Id == offer.EntryId, cancellationToken), now);
    }

    private async Task EndLostAsync(SchedulingDbContext db, WaitlistOffer accepted, Instant now, CancellationToken cancellationToken)
    {
        var others = (await OpenOffers.OfSiteAsync(db, accepted.SiteId, cancellationToken)).FindAll(o => o.Id != accepted.Id);
        foreach (var lost in await sweep.LostAsync(db, others, cancellationToken))
        {
            OfferEnds.Withdraw(db, lost, OfferState.Taken, now);
        }
    }

    private sealed record OpenOffer(WaitlistOffer Offer, WaitlistEntry Entry, Instant Now);
}
