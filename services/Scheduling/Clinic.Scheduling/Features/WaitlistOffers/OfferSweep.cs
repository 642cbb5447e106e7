using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Domain.Waitlist;
using Clinic.Scheduling.Features.WaitlistEntries;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.WaitlistOffers;

/// <summary>
/// Ends what is over at a site: offers whose time has passed or whose place somebody else has booked, entries whose last date has passed
/// or whose patient has a series by now. It looks first and writes only when there is something to end.
/// </summary>
internal sealed class OfferSweep(
    IDbContextFactory<SchedulingDbContext> contexts, Transactor<SchedulingDbContext> transactor, OfferSearch search, IClock clock)
{
    /// <summary>Sweeps a site.</summary>
    public async Task RunAsync(Guid siteId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = clock.GetCurrentInstant();
        var ends = await EndsAsync(db, siteId, now, cancellationToken);
        var closes = await ClosesAsync(db, siteId, now, cancellationToken);
        if (ends.Count > 0 || closes.Count > 0)
        {
            await transactor.WriteAsync((write, token) => EndAsync(write, siteId, ends, closes, token), cancellationToken);
        }
    }

    /// <summary>The open offers whose times can't be had any more, as the caller's transaction sees them.</summary>
    public async Task<List<WaitlistOffer>> LostAsync(SchedulingDbContext db, IEnumerable<WaitlistOffer> open, CancellationToken cancellationToken)
    {
        var lost = new List<WaitlistOffer>();
        foreach (var offer in open)
        {
            var entry = await db.WaitlistEntries.AsNoTracking().SingleAsync(e => e.Id == offer.EntryId, cancellationToken);
            if (!(await search.PlaceAsync(db, entry, offer, cancellationToken)).Succeeded)
            {
                lost.Add(offer);
            }
        }

        return lost;
    }

    private async Task<Dictionary<Guid, OfferState>> EndsAsync(
        SchedulingDbContext db, Guid siteId, Instant now, CancellationToken cancellationToken)
    {
        var open = await OpenOffers.OfSiteAsync(db, siteId, cancellationToken);
        var standing = open.FindAll(o => o.StateAt(now) == OfferState.Open);
        var ends = open.Except(standing).ToDictionary(o => o.Id, _ => OfferState.Expired);
        (await LostAsync(db, standing, cancellationToken)).ForEach(o => ends.Add(o.Id, OfferState.Taken));
        return ends;
    }

    private static async Task<Dictionary<Guid, (WaitlistState State, Guid? SeriesId)>> ClosesAsync(
        SchedulingDbContext db, Guid siteId, Instant now, CancellationToken cancellationToken)
    {
        var site = await db.Sites.AsNoTracking().SingleAsync(s => s.Id == siteId, cancellationToken);
        var (today, waiting) = (site.DateOf(now), db.WaitlistEntries.Where(e => e.SiteId == siteId && e.State == WaitlistState.Waiting));
        var lapsed = await waiting.Where(e => e.LatestDate < today).Select(e => e.Id).ToListAsync(cancellationToken);
        var closes = lapsed.ToDictionary(id => id, _ => (WaitlistState.Lapsed, (Guid?)null));
        var booked = from entry in waiting
                     join series in db.Series on entry.PatientId equals series.PatientId
                     join protocol in db.Protocols on series.ProtocolId equals protocol.Id
                     where protocol.Code == entry.ProtocolCode && series.State == SeriesState.Booked && series.BookedAt >= entry.AddedAt
                     select new { entry.Id, SeriesId = series.Id };
        foreach (var found in await booked.ToListAsync(cancellationToken))
        {
            closes[found.Id] = (WaitlistState.Booked, found.SeriesId);
        }

        return closes;
    }

    private async Task EndAsync(
        SchedulingDbContext db,
        Guid siteId,
        Dictionary<Guid, OfferState> ends,
        Dictionary<Guid, (WaitlistState State, Guid? SeriesId)> closes,
        CancellationToken cancellationToken)
    {
        await OpenOffers.LockAsync(db, siteId, cancellationToken);
        var now = clock.GetCurrentInstant();
        // What was answered since the look is not open any more and stays as it is.
        foreach (var offer in (await OpenOffers.OfSiteAsync(db, siteId, cancellationToken)).Where(o => ends.ContainsKey(o.Id)))
        {
            OfferEnds.Withdraw(db, offer, ends[offer.Id], now);
        }

        await db.SaveChangesAsync(cancellationToken);
        Guid[] ids = [.. closes.Keys];
        await OpenOffers.LockEntriesAsync(db, ids, cancellationToken);
        var entries = await db.WaitlistEntries.Where(e => ids.Contains(e.Id) && e.State == WaitlistState.Waiting).ToListAsync(cancellationToken);
        foreach (var entry in entries)
        {
            var (state, seriesId) = closes[entry.Id];
            await WithdrawWaitlistEntryEndpoint.CloseAsync(db, entry, state, now, cancellationToken);
            entry.SeriesId = seriesId;
        }
    }
}
