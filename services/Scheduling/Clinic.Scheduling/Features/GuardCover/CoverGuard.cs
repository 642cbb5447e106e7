using Clinic.Scheduling.Domain.Booking;
using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Domain.Staffing;
using Clinic.Scheduling.Persistence;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.GuardCover;

/// <summary>A session whose need has changed, mostly because it lost something.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Need">What it lacks.</param>
internal sealed record LostSession(Guid SessionId, CoverNeed Need);

/// <summary>
/// Whatever takes cover away goes through here, in its own transaction and in this order: renew the stamps of the shifts it concerns
/// (which waits for bookings that rely on them, and makes those that come later look again), make the change, then flag.
/// </summary>
internal static class CoverGuard
{
    // The chair is taken through the turnover, after the stay has ended.
    private static readonly Duration LongestTurnover = Duration.FromHours(24);

    // A statement takes 2,100 parameters at most on SQL Server.
    private const int SessionsPerStatement = 500;

    /// <summary>Renews the stamps of the shifts planned at a site in [from, until): every booking there relies on one of them.</summary>
    public static async Task RenewStampsAsync(
        SchedulingDbContext db, Guid siteId, Instant from, Instant until, CancellationToken cancellationToken)
    {
        var ids = await db.Shifts.AsNoTracking()
            .Where(s => s.SiteId == siteId && s.State == ShiftState.Planned && s.StartsAt < until && s.EndsAt > from)
            .OrderBy(s => s.Id).Select(s => s.Id).ToListAsync(cancellationToken);
        foreach (var id in ids)
        {
            await RenewStampAsync(db, id, cancellationToken);
        }
    }

    /// <summary>Renews the stamp of one shift.</summary>
    public static Task RenewStampAsync(SchedulingDbContext db, Guid shiftId, CancellationToken cancellationToken)
    {
        var stamp = NewId.NextGuid();
        return db.Shifts.Where(s => s.Id == shiftId).ExecuteUpdateAsync(
            s => s.SetProperty(x => x.Stamp, stamp).SetProperty(x => x.Version, x => x.Version + 1), cancellationToken);
    }

    /// <summary>
    /// Flags every session at a site that is not over, overlaps [from, until) and lacks more than before. It only ever raises a flag:
    /// see <see cref="ReviewAsync"/>.
    /// </summary>
    /// <returns>The sessions that were flagged, by start.</returns>
    public static async Task<IReadOnlyList<LostSession>> FlagAsync(
        SchedulingDbContext db, Guid siteId, Instant from, Instant until, Instant now, CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        var sessions = await Live(db, siteId, from, until, now).ToListAsync(cancellationToken);
        var needs = await NeedsAsync(db, siteId, sessions, cancellationToken);
        var lost = sessions.Where(s => needs[s.Id].IsGreaterThan(s.CoverNeed)).Select(s => new LostSession(s.Id, needs[s.Id])).ToList();
        await SetAsync(db, lost, cancellationToken);
        return lost;
    }

    /// <summary>
    /// After something was given back (a shift planned, a credential renewed, longer hours): takes flags away or down in [from, until)
    /// where less is lacking now. A flag that stays up would hide the next loss. The stamps are renewed first, so that what takes cover
    /// away at the same moment comes wholly before, and is seen, or wholly after.
    /// </summary>
    public static async Task ReviewAsync(
        SchedulingDbContext db, Guid siteId, Instant from, Instant until, Instant now, CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        var flagged = Live(db, siteId, from, until, now).Where(s => s.CoverNeed != CoverNeed.None);
        if (!await flagged.AnyAsync(cancellationToken))
        {
            return;
        }

        await RenewStampsAsync(db, siteId, from, until, cancellationToken);
        var sessions = await flagged.ToListAsync(cancellationToken);
        var needs = await NeedsAsync(db, siteId, sessions, cancellationToken);
        await SetAsync(
            db, [.. sessions.Where(s => s.CoverNeed.IsGreaterThan(needs[s.Id])).Select(s => new LostSession(s.Id, needs[s.Id]))], cancellationToken);
    }

    private static IQueryable<InfusionSession> Live(SchedulingDbContext db, Guid siteId, Instant from, Instant until, Instant now)
    {
        var earliest = from - LongestTurnover;
        return db.Sessions.AsNoTracking()
            .Where(s => s.SiteId == siteId && s.StartsAt < until && s.EndsAt > earliest && s.EndsAt > now
                && (s.State == SessionState.Booked || s.State == SessionState.CheckedIn || s.State == SessionState.InProgress))
            .OrderBy(s => s.StartsAt).ThenBy(s => s.Id);
    }

    private static async Task SetAsync(SchedulingDbContext db, IReadOnlyList<LostSession> needs, CancellationToken cancellationToken)
    {
        foreach (var group in needs.GroupBy(l => l.Need))
        {
            foreach (var ids in group.Select(l => l.SessionId).Chunk(SessionsPerStatement))
            {
                await db.Sessions.Where(s => ids.Contains(s.Id)).ExecuteUpdateAsync(
                    s => s.SetProperty(x => x.CoverNeed, group.Key).SetProperty(x => x.Version, x => x.Version + 1), cancellationToken);
            }
        }
    }

    /// <summary>What sessions of one site lack as everything stands, by session.</summary>
    public static async Task<IReadOnlyDictionary<Guid, CoverNeed>> NeedsAsync(
        SchedulingDbContext db, Guid siteId, IReadOnlyCollection<InfusionSession> sessions, CancellationToken cancellationToken)
    {
        if (sessions.Count == 0)
        {
            return new Dictionary<Guid, CoverNeed>();
        }

        var roster = await RosterAsync(db, siteId, sessions, cancellationToken);
        Guid[] seriesIds = [.. sessions.Select(s => s.SeriesId).Distinct()];
        var protocolOf = await db.Series.AsNoTracking().Where(s => seriesIds.Contains(s.Id))
            .ToDictionaryAsync(s => s.Id, s => s.ProtocolId, cancellationToken);
        Guid[] protocolIds = [.. protocolOf.Values.Distinct()];
        var protocols = await db.Protocols.AsNoTracking().Where(p => protocolIds.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancellationToken);
        return sessions.ToDictionary(s => s.Id, s => roster.NeedOf(s, protocols[protocolOf[s.SeriesId]]));
    }

    private static async Task<StandingRoster> RosterAsync(
        SchedulingDbContext db, Guid siteId, IReadOnlyCollection<InfusionSession> sessions, CancellationToken cancellationToken)
    {
        var (from, until) = (sessions.Min(s => s.StartsAt), sessions.Max(s => s.EndsAt));
        var chairUntil = until + LongestTurnover;
        var site = await db.WholeSites().SingleAsync(s => s.Id == siteId, cancellationToken);
        var shifts = await db.Shifts.AsNoTracking()
            .Where(s => s.SiteId == siteId && s.State == ShiftState.Planned && s.StartsAt < until && s.EndsAt > from)
            .ToListAsync(cancellationToken);
        Guid[] present = [.. shifts.Select(s => s.StaffId).Distinct()];
        var staff = await db.WholeStaff().Where(s => present.Contains(s.Id)).ToListAsync(cancellationToken);
        var closures = await db.ChairClosures.AsNoTracking()
            .Where(c => c.StartsAt < chairUntil && c.EndsAt > from && db.Chairs.Any(x => x.Id == c.ChairId && x.SiteId == siteId))
            .ToListAsync(cancellationToken);
        return new StandingRoster(site, shifts, staff, closures);
    }
}
