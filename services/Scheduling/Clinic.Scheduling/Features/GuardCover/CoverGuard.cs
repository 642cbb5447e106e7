using Clinic.Scheduling.Domain.Booking;
using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Domain.Staffing;
using Clinic.Scheduling.Persistence;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.GuardCover;

/// <summary>A session that lost something it needs.</summary>
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

    /// <summary>Flags every session at a site that is not over, overlaps [from, until) and lacks something it did not lack before.</summary>
    /// <returns>The sessions that were flagged, by start.</returns>
    public static async Task<IReadOnlyList<LostSession>> FlagAsync(
        SchedulingDbContext db, Guid siteId, Instant from, Instant until, Instant now, CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        var earliest = from - LongestTurnover;
        var sessions = await db.Sessions.AsNoTracking()
            .Where(s => s.SiteId == siteId && s.StartsAt < until && s.EndsAt > earliest && s.EndsAt > now
                && (s.State == SessionState.Booked || s.State == SessionState.CheckedIn || s.State == SessionState.InProgress))
            .OrderBy(s => s.StartsAt).ThenBy(s => s.Id)
            .ToListAsync(cancellationToken);
        var needs = await NeedsAsync(db, siteId, sessions, cancellationToken);
        var lost = sessions.Where(s => needs[s.Id] != CoverNeed.None && needs[s.Id] != s.CoverNeed)
            .Select(s => new LostSession(s.Id, needs[s.Id])).ToList();
        foreach (var group in lost.GroupBy(l => l.Need))
        {
            Guid[] ids = [.. group.Select(l => l.SessionId)];
            await db.Sessions.Where(s => ids.Contains(s.Id)).ExecuteUpdateAsync(
                s => s.SetProperty(x => x.CoverNeed, group.Key).SetProperty(x => x.Version, x => x.Version + 1), cancellationToken);
        }

        return lost;
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
