using Clinic.Scheduling.Domain.Sites;
using Clinic.Scheduling.Domain.Waitlist;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.WaitlistOffers;

/// <summary>
/// Takes the marks of a site and asks the first of those who wait whether they want what became free. The search runs outside the
/// transaction; marks go and offers come in one, so a crash in between leaves the marks, and of two replicas one finds them gone.
/// </summary>
internal sealed class FreedPlaceOffers(
    IDbContextFactory<SchedulingDbContext> contexts,
    Transactor<SchedulingDbContext> transactor,
    OfferSearch search,
    OfferMaker maker,
    IClock clock,
    ILogger<FreedPlaceOffers> log)
{
    // Under SQL Server's 2,100 parameters a statement.
    private const int MarksAtOnce = 500;

    // Who has not answered is not asked again at once, however much is free: a phone that rings every hour gets switched off.
    private static readonly Duration Silence = Duration.FromHours(24);

    /// <summary>Takes the marks of a site until none is left.</summary>
    public async Task RunAsync(Guid siteId, CancellationToken cancellationToken)
    {
        while (await TakeAsync(siteId, cancellationToken) == MarksAtOnce)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private async Task<int> TakeAsync(Guid siteId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        // Before those who wait are read: whoever joins them later brings a mark of the own.
        var marks = await db.FreedPlaces.AsNoTracking().Where(f => f.SiteId == siteId)
            .OrderBy(f => f.Id).Take(MarksAtOnce).ToListAsync(cancellationToken);
        if (marks.Count == 0)
        {
            return 0;
        }

        var now = clock.GetCurrentInstant();
        var possible = await FindAsync(db, siteId, marks, now, cancellationToken);
        return await WriteAsync(marks, possible, now, cancellationToken) ? marks.Count : 0;
    }

    private async Task<List<PossibleOffer>> FindAsync(
        SchedulingDbContext db, Guid siteId, List<FreedPlace> marks, Instant now, CancellationToken cancellationToken)
    {
        var site = await db.Sites.AsNoTracking().SingleAsync(s => s.Id == siteId, cancellationToken);
        // An offer that ends leaves a mark: with no room there is nothing to remember.
        var room = site.WaitlistOffers - await db.WaitlistOffers.CountAsync(o => o.State == OfferState.Open && o.SiteId == siteId, cancellationToken);
        var found = new List<PossibleOffer>();
        foreach (var entry in room > 0 ? await WaitingAsync(db, siteId, cancellationToken) : [])
        {
            if (found.Count == room)
            {
                break;
            }

            if (Matters(entry, site, marks) && await FindAsync(db, entry, now, cancellationToken) is { } possible)
            {
                found.Add(possible);
            }
        }

        return found;
    }

    private async Task<PossibleOffer?> FindAsync(SchedulingDbContext db, WaitlistEntry entry, Instant now, CancellationToken cancellationToken)
    {
        var refused = await db.WaitlistOffers.AsNoTracking().Include(o => o.Sessions)
            .Where(o => o.EntryId == entry.Id && (o.State == OfferState.Expired || o.State == OfferState.Declined)).ToListAsync(cancellationToken);
        return refused.Exists(o => o.State == OfferState.Expired && o.ClosedAt > now - Silence)
            ? null
            : await search.FindAsync(db, entry, refused, now, cancellationToken);
    }

    /// <summary>Who waits and was not asked yet: by priority, then by waiting time.</summary>
    private static Task<List<WaitlistEntry>> WaitingAsync(SchedulingDbContext db, Guid siteId, CancellationToken cancellationToken) =>
        db.WaitlistEntries.AsNoTracking()
            .Where(e => e.SiteId == siteId && e.State == WaitlistState.Waiting)
            .Where(e => !db.WaitlistOffers.Any(o => o.EntryId == e.Id && o.State == OfferState.Open))
            .OrderBy(e => e.Priority).ThenBy(e => e.AddedAt).ThenBy(e => e.Id).ToListAsync(cancellationToken);

    private static bool Matters(WaitlistEntry entry, Site site, List<FreedPlace> marks)
    {
        var from = site.Zone.AtStartOfDay(entry.EarliestDate).ToInstant();
        var until = site.Zone.AtStartOfDay(entry.LatestDate.PlusDays(1)).ToInstant();
        return marks.Exists(m => m.Touches(from, until));
    }

    private static async Task<List<PossibleOffer>> StillWaitingAsync(
        SchedulingDbContext db, List<PossibleOffer> possible, CancellationToken cancellationToken)
    {
        Guid[] ids = [.. possible.Select(p => p.Entry.Id)];
        await OpenOffers.LockEntriesAsync(db, ids, cancellationToken);
        var waiting = await db.WaitlistEntries.Where(e => ids.Contains(e.Id) && e.State == WaitlistState.Waiting)
            .Select(e => e.Id).ToListAsync(cancellationToken);
        return possible.FindAll(p => waiting.Contains(p.Entry.Id));
    }

    private async Task<bool> WriteAsync(
        List<FreedPlace> marks, List<PossibleOffer> possible, Instant now, CancellationToken cancellationToken)
    {
        Guid[] ids = [.. marks.Select(m => m.Id)];
        try
        {
            var written = await transactor.TryWriteAsync<bool>(
                async (db, token) =>
                {
                    if (await db.FreedPlaces.Where(f => ids.Contains(f.Id)).ExecuteDeleteAsync(token) != ids.Length)
                    {
                        return Refusal.Conflict("marks-taken", "Another replica has taken the marks.");
                    }

                    var waiting = await StillWaitingAsync(db, possible, token);
                    waiting.ForEach(p => maker.Make(db, p, now));
                    return true;
                },
                cancellationToken);
            return written.Succeeded;
        }
        catch (DbUpdateException e) when (DbErrors.IsUniqueViolation(e))
        {
            // Somebody was asked by another replica meanwhile. Nothing was written; the marks are still there for the next run.
            log.LogInformation("Offers at site {SiteId} were made elsewhere; left to the next run", marks[0].SiteId);
            return false;
        }
    }
}
