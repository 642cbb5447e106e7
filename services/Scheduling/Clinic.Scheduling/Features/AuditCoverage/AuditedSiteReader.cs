using Clinic.Scheduling.Domain.Protocols;
using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Domain.Sites;
using Clinic.Scheduling.Domain.Staffing;
using Clinic.Scheduling.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.AuditCoverage;

/// <summary>Reads what the audit needs of one site: the rows themselves, not what another use case makes of them.</summary>
internal static class AuditedSiteReader
{
    // No stay crosses midnight; one hour more, for the night on which a day has 25.
    private static readonly Duration LongestStay = Duration.FromHours(25);

    public static async Task<AuditedSite> ReadAsync(
        SchedulingDbContext db, Guid siteId, string zoneId, Instant now, CancellationToken cancellationToken)
    {
        // A stay that has begun is judged from its start: whoever was there then may have left by now.
        var begun = now - LongestStay;
        var shifts = await db.Shifts.AsNoTracking()
            .Where(s => s.SiteId == siteId && s.State == ShiftState.Planned && s.EndsAt > begun)
            .Select(s => new AuditedShift(s.StaffId, s.StartsAt, s.EndsAt)).ToListAsync(cancellationToken);
        var rules = await db.Set<StaffingRequirement>().AsNoTracking().Where(r => r.SiteId == siteId).ToListAsync(cancellationToken);
        var closed = await db.Set<SiteClosure>().AsNoTracking().Where(c => c.SiteId == siteId).Select(c => c.Date).ToListAsync(cancellationToken);
        var hours = await db.Set<OpeningHours>().AsNoTracking().Where(h => h.SiteId == siteId)
            .ToDictionaryAsync(h => h.Weekday, h => new AuditedHours(h.Opens, h.Closes), cancellationToken);
        var closures = await db.ChairClosures.AsNoTracking().Where(c => c.EndsAt > begun)
            .Select(c => new AuditedClosure(c.ChairId, c.StartsAt, c.EndsAt)).ToListAsync(cancellationToken);
        var roles = await db.Staff.AsNoTracking().Select(s => new { s.Id, s.Role }).ToListAsync(cancellationToken);
        var credentials = await db.Set<StaffCredential>().AsNoTracking().ToListAsync(cancellationToken);
        return new AuditedSite(
            DateTimeZoneProviders.Tzdb[zoneId],
            await SessionsAsync(db, siteId, now, cancellationToken),
            shifts,
            [.. rules.Select(RuleOf)],
            closed.ToHashSet(),
            hours,
            closures,
            roles.ToDictionary(r => r.Id, r => (StaffRole?)r.Role),
            credentials.ToDictionary(c => (c.StaffId, c.Code), c => c.ValidUntil));
    }

    private static async Task<List<AuditedSession>> SessionsAsync(
        SchedulingDbContext db, Guid siteId, Instant now, CancellationToken cancellationToken)
    {
        var toCome = db.Sessions.AsNoTracking().Where(s => s.SiteId == siteId && s.EndsAt > now
            && (s.State == SessionState.Booked || s.State == SessionState.CheckedIn || s.State == SessionState.InProgress));
        var rows = await toCome
            .Join(db.Series, s => s.SeriesId, x => x.Id, (s, x) => new { Session = s, x.ProtocolId })
            .OrderBy(x => x.Session.StartsAt).ThenBy(x => x.Session.Id).ToListAsync(cancellationToken);
        Guid[] protocolIds = [.. rows.Select(r => r.ProtocolId).Distinct()];
        var protocols = await db.Protocols.AsNoTracking().Where(p => protocolIds.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancellationToken);
        var claims = (await db.Claims.AsNoTracking().Where(c => toCome.Any(s => s.Id == c.SessionId))
            .Select(c => new { SessionId = c.SessionId!.Value, c.ResourceId, c.Slot }).ToListAsync(cancellationToken))
            .ToLookup(c => (c.SessionId, c.ResourceId), c => c.Slot);
        return [.. rows.Select(r => Session(r.Session, protocols[r.ProtocolId], claims))];
    }

    private static AuditedSession Session(InfusionSession s, Protocol protocol, ILookup<(Guid, Guid), int> claims) => new(
        s.Id,
        s.StartsAt,
        s.EndsAt,
        s.ChairId,
        s.MonitorId,
        s.CoverNeed,
        protocol.Phases.Turnover,
        protocol.MonitorCredentials,
        claims[(s.Id, s.ChairId)].ToHashSet(),
        claims[(s.Id, s.MonitorId)].ToHashSet());

    // A code that is no role of ours counts nobody, as at booking.
    private static AuditedRule RuleOf(StaffingRequirement rule) => rule.Kind == StaffingRequirementKind.Credential
        ? new AuditedRule(null, rule.Code, rule.AtLeast)
        : new AuditedRule(Enum.TryParse<StaffRole>(rule.Code, ignoreCase: true, out var role) ? role : null, null, rule.AtLeast);
}
