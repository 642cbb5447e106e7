using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.AuditCoverage;

/// <summary>
/// Proves each night that every session to come has its chair, its monitor on shift with valid credentials for the whole stay, and
/// the site's own rules, without believing a flag. What lacks something and isn't flagged was missed: it is flagged and logged by id.
/// </summary>
internal sealed class AuditCoverageJob(
    IDbContextFactory<SchedulingDbContext> contexts,
    Transactor<SchedulingDbContext> transactor,
    IClock clock,
    ILogger<AuditCoverageJob> log)
{
    /// <summary>At 03:20 UTC, when no clinic of ours is open.</summary>
    public const string Cron = "20 3 * * *";

    /// <summary>The job's id.</summary>
    public const string Id = "scheduling.audit-coverage";

    /// <summary>Audits every site.</summary>
    /// <param name="cancellationToken">Stops between two sites.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var sites = await db.Sites.AsNoTracking().Select(s => new { s.Id, s.TimeZoneId }).ToListAsync(cancellationToken);
        foreach (var site in sites)
        {
            // In one transaction: a change of the roster in the midst of the reading would look like a gap.
            var gaps = await transactor.WriteAsync(
                (write, token) => AuditAsync(write, site.Id, site.TimeZoneId, token), cancellationToken);
            foreach (var (sessionId, need) in gaps)
            {
                log.LogError("Session {SessionId} at site {SiteId} lacks {Need} and nothing had flagged it", sessionId, site.Id, need);
            }
        }
    }

    private async Task<List<(Guid SessionId, CoverNeed Need)>> AuditAsync(
        SchedulingDbContext db, Guid siteId, string zoneId, CancellationToken cancellationToken)
    {
        var site = await AuditedSiteReader.ReadAsync(db, siteId, zoneId, clock.GetCurrentInstant(), cancellationToken);
        var missed = CoverageAudit.Gaps(site).Where(g => g.Session.Flag == CoverNeed.None).Select(g => (g.Session.Id, g.Need)).ToList();
        foreach (var (sessionId, need) in missed)
        {
            await db.Sessions.Where(s => s.Id == sessionId && s.CoverNeed == CoverNeed.None).ExecuteUpdateAsync(
                s => s.SetProperty(x => x.CoverNeed, need).SetProperty(x => x.Version, x => x.Version + 1), cancellationToken);
        }

        return missed;
    }
}
