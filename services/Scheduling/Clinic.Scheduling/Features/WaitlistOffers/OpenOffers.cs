using Clinic.Scheduling.Domain.Waitlist;
using Clinic.Scheduling.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Scheduling.Features.WaitlistOffers;

/// <summary>The offers that still wait for an answer.</summary>
internal static class OpenOffers
{
    /// <summary>
    /// Locks the open offers of a site, so that whoever answers or ends one there comes wholly before or wholly after the others. It is the
    /// first that a transaction does: two that lock one offer each, and then need the other's, would wait for one another.
    /// </summary>
    public static Task LockAsync(SchedulingDbContext db, Guid siteId, CancellationToken cancellationToken) =>
        db.WaitlistOffers.Where(o => o.State == OfferState.Open && o.SiteId == siteId)
            .ExecuteUpdateAsync(o => o.SetProperty(x => x.Version, x => x.Version + 1), cancellationToken);

    /// <summary>Locks entries, so that nobody is asked while leaving the list; after the offers, where both are needed.</summary>
    public static Task LockEntriesAsync(SchedulingDbContext db, IReadOnlyCollection<Guid> entryIds, CancellationToken cancellationToken) =>
        db.WaitlistEntries.Where(e => entryIds.Contains(e.Id))
            .ExecuteUpdateAsync(e => e.SetProperty(x => x.Version, x => x.Version + 1), cancellationToken);

    /// <summary>The open offers of a site with their sessions, tracked, oldest first.</summary>
    public static Task<List<WaitlistOffer>> OfSiteAsync(SchedulingDbContext db, Guid siteId, CancellationToken cancellationToken) =>
        db.WaitlistOffers.Include(o => o.Sessions).Where(o => o.State == OfferState.Open && o.SiteId == siteId)
            .OrderBy(o => o.OfferedAt).ThenBy(o => o.Id).ToListAsync(cancellationToken);
}
