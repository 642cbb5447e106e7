using Clinic.Scheduling.Domain.Waitlist;
using Clinic.Scheduling.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Scheduling.Features.WaitlistOffers;

/// <summary>
/// Looks after those who wait: ends offers that are over, then offers what became free. Runs every minute, in every replica if need be;
/// it takes no arguments, so Hangfire's tables hold nothing about anybody.
/// </summary>
internal sealed class OfferPlacesJob(IDbContextFactory<SchedulingDbContext> contexts, OfferSweep sweep, FreedPlaceOffers offers)
{
    /// <summary>Every minute.</summary>
    public const string Cron = "* * * * *";

    /// <summary>The job's id.</summary>
    public const string Id = "scheduling.offer-places";

    /// <summary>Looks after every site at which something is to be done.</summary>
    /// <param name="cancellationToken">Stops between two sites.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var siteId in await SitesAsync(cancellationToken))
        {
            await sweep.RunAsync(siteId, cancellationToken);
            await offers.RunAsync(siteId, cancellationToken);
        }
    }

    private async Task<List<Guid>> SitesAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.FreedPlaces.Select(f => f.SiteId)
            .Union(db.WaitlistEntries.Where(e => e.State == WaitlistState.Waiting).Select(e => e.SiteId))
            .OrderBy(id => id).ToListAsync(cancellationToken);
    }
}
