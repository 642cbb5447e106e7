using Clinic.Scheduling.Domain.Consents;
using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Features.CancelSession;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.ReleaseUnsigned;

/// <summary>
/// Releases what is booked for patients who have not signed by the site's deadline (<see cref="ConsentDeadline"/>): the chairs go
/// back to those who wait. Runs every few minutes; it takes no arguments, so Hangfire's tables hold nothing about anybody.
/// </summary>
internal sealed class ReleaseUnsignedJob(
    IDbContextFactory<SchedulingDbContext> contexts,
    Transactor<SchedulingDbContext> transactor,
    SessionCanceller canceller,
    Auditor auditor,
    IClock clock)
{
    /// <summary>Every five minutes.</summary>
    public const string Cron = "*/5 * * * *";

    /// <summary>The job's id.</summary>
    public const string Id = "scheduling.release-unsigned";

    /// <summary>Releases what is overdue.</summary>
    /// <param name="cancellationToken">Stops between two series.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var consentId in await OverdueAsync(cancellationToken))
        {
            await transactor.TryWriteAsync((db, token) => ReleaseAsync(db, consentId, token), cancellationToken);
        }
    }

    private async Task<List<Guid>> OverdueAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var waiting = await db.Consents.AsNoTracking()
            .Where(c => c.State == ConsentState.Requested)
            .Join(db.Series, c => c.SeriesId, s => s.Id, (c, s) => new { c.Id, c.RequestedAt, s.SiteId, SeriesId = s.Id })
            .Join(db.Sites, x => x.SiteId, s => s.Id, (x, s) => new { x.Id, x.RequestedAt, x.SeriesId, s.ConsentDeadlineHours })
            .Select(x => new
            {
                x.Id,
                x.RequestedAt,
                x.ConsentDeadlineHours,
                First = db.Sessions.Where(s => s.SeriesId == x.SeriesId && s.State == SessionState.Booked).Min(s => (Instant?)s.StartsAt),
            })
            .ToListAsync(cancellationToken);
        var now = clock.GetCurrentInstant();
        return [.. waiting
            .Where(x => x.First is { } first && ConsentDeadline.For(x.RequestedAt, first, x.ConsentDeadlineHours) <= now)
            .Select(x => x.Id)];
    }

    private async Task<Outcome<bool>> ReleaseAsync(SchedulingDbContext db, Guid consentId, CancellationToken cancellationToken)
    {
        // A signature that came in meanwhile wins: the condition sees it.
        var lapsed = await db.Consents.Where(c => c.Id == consentId && c.State == ConsentState.Requested).ExecuteUpdateAsync(
            c => c.SetProperty(x => x.State, ConsentState.Lapsed).SetProperty(x => x.Version, x => x.Version + 1), cancellationToken);
        if (lapsed == 0)
        {
            return false;
        }

        var seriesId = await db.Consents.Where(c => c.Id == consentId).Select(c => c.SeriesId).SingleAsync(cancellationToken);
        var series = await db.Series.Include(s => s.Sessions).SingleAsync(s => s.Id == seriesId, cancellationToken);
        var site = await db.Sites.AsNoTracking().SingleAsync(s => s.Id == series.SiteId, cancellationToken);
        var toCome = series.Sessions.Where(s => s.State == SessionState.Booked).ToList();
        var breach = await canceller.CancelAsync(db, series, toCome, site, CancelReason.ConsentMissing, cancellationToken);
        auditor.Record(db, "series.release-unsigned", series.PatientId, series.Id);
        return breach is null ? true : throw new InvalidOperationException($"A booked session could not be cancelled: {breach.Detail}");
    }
}
