using Clinic.Scheduling.Domain.Planning;
using Clinic.Scheduling.Domain.Sessions;
using NodaTime;

namespace Clinic.Scheduling.Features.AuditCoverage;

/// <summary>
/// Judges sessions slot by slot, by arithmetic of its own: it shares nothing with the guard that flags when the roster changes, so
/// that a mistake there shows here.
/// </summary>
internal static class CoverageAudit
{
    /// <summary>The sessions that lack something, whatever their flags say.</summary>
    public static IEnumerable<(AuditedSession Session, CoverNeed Need)> Gaps(AuditedSite site) =>
        site.Sessions.Select(s => (s, NeedOf(site, s))).Where(g => g.Item2 != CoverNeed.None);

    private static CoverNeed NeedOf(AuditedSite site, AuditedSession session)
    {
        var stay = SlotsOf(session.StartsAt, session.EndsAt).ToList();
        if (stay.Exists(at => !IsOpen(site, at)))
        {
            return CoverNeed.SiteClosed;
        }

        if (!HasChair(site, session))
        {
            return CoverNeed.Chair;
        }

        if (stay.Exists(at => !CanMonitor(site, session, at)))
        {
            return CoverNeed.Monitor;
        }

        return stay.Exists(at => !RulesHold(site, at)) ? CoverNeed.SiteRule : CoverNeed.None;
    }

    private static bool IsOpen(AuditedSite site, Instant at)
    {
        var (first, last) = (at.InZone(site.Zone).LocalDateTime, (at + Slot).InZone(site.Zone).TimeOfDay);
        return !site.ClosedDates.Contains(first.Date)
            && site.Hours.TryGetValue(first.DayOfWeek, out var hours)
            && first.TimeOfDay >= hours.Opens
            && (hours.Closes == LocalTime.Midnight || (last != LocalTime.Midnight && last <= hours.Closes));
    }

    // The chair is claimed in every slot of the stay and the turnover, and in service.
    private static bool HasChair(AuditedSite site, AuditedSession session)
    {
        var until = session.EndsAt + Duration.FromMinutes(session.TurnoverSlots * Slots.Minutes);
        var taken = SlotsOf(session.StartsAt, until).ToList();
        return session.ChairSlots.IsSupersetOf(taken.Select(Slots.At))
            && !taken.Exists(at => site.ChairClosures.Any(c =>
                c.ChairId == session.ChairId && c.StartsAt < at + Slot && at < c.EndsAt));
    }

    // The monitor's lanes are claimed in the slot, the monitor is there through the slot and holds what the protocol asks for.
    private static bool CanMonitor(AuditedSite site, AuditedSession session, Instant at) =>
        session.MonitorSlots.Contains(Slots.At(at))
        && IsThere(site, session.MonitorId, at)
        && session.Credentials.All(code => site.Holds(session.MonitorId, code, site.DateOf(at)));

    private static bool RulesHold(AuditedSite site, Instant at)
    {
        var here = site.Shifts.Where(s => s.StartsAt <= at && at < s.EndsAt).Select(s => s.StaffId).ToHashSet();
        return site.Rules.All(rule => here.Count(id => rule.Credential is { } code
            ? site.Holds(id, code, site.DateOf(at))
            : site.RoleOf.GetValueOrDefault(id) == rule.Role) >= rule.AtLeast);
    }

    private static bool IsThere(AuditedSite site, Guid staffId, Instant at) =>
        site.Shifts.Any(s => s.StaffId == staffId && s.StartsAt <= at && at < s.EndsAt)
        && site.Shifts.Any(s => s.StaffId == staffId && s.StartsAt < at + Slot && at + Slot <= s.EndsAt);

    private static readonly Duration Slot = Duration.FromMinutes(Slots.Minutes);

    private static IEnumerable<Instant> SlotsOf(Instant from, Instant until)
    {
        for (var at = from; at < until; at += Slot)
        {
            yield return at;
        }
    }
}
