using Clinic.Scheduling.Domain.Planning;
using Clinic.Scheduling.Domain.Repair;
using NodaTime;

namespace Clinic.Scheduling.Domain.Tests.Repair;

/// <summary>Tries every time, monitor and chair of every session, by its own reading of the rules; for cases of a few sessions.</summary>
internal sealed class ExhaustiveRepair(RepairRequest request)
{
    private long _best = long.MaxValue;

    /// <summary>A session at a time with a monitor and a chair; the start is null where it stays without.</summary>
    internal sealed record Trial(AffectedSession Session, int? Start, Guid Monitor, Guid Chair, long Cost)
    {
        /// <summary>What it takes: its place, or where it is now when it keeps that; null where it takes nothing.</summary>
        public (int Start, Guid Monitor, Guid Chair)? Taken => Start is { } start ? (start, Monitor, Chair)
            : Session.StaysTaken ? (Session.Start, Session.MonitorId, Session.ChairId) : null;

        public LocalDate Date => Slots.StartOf(Start ?? Session.Start).InZone(Session.Clinic.Site.Zone).Date;
    }

    public long LeastCost()
    {
        Search([], 0);
        return _best;
    }

    /// <summary>What is wrong with a repair; empty when nothing is.</summary>
    public static IReadOnlyList<string> Violations(RepairRequest request, RepairPlan plan)
    {
        var trials = request.Sessions.Select(s => plan.Placed.SingleOrDefault(p => p.Id == s.Id) is { } placed
            ? new Trial(s, placed.Start, placed.MonitorId, placed.ChairId, Cost(s, placed.Start, placed.MonitorId, placed.ChairId))
            : new Trial(s, null, default, default, RepairCosts.Unplaced)).ToList();
        return
        [
            .. trials.Where(t => t.Start is { } start && !OptionsOf(t.Session).Any(o => (o.Start, o.Monitor, o.Chair) == (start, t.Monitor, t.Chair)))
                .Select(t => $"{t.Session.Id} can't be there"),
            .. Enumerable.Range(0, trials.Count).Where(n => !Fits([.. trials.Take(n)], trials[n])).Select(n => $"{trials[n].Session.Id} clashes"),
            .. trials.Sum(t => t.Cost) == plan.Cost ? [] : (string[])["the cost is another"],
        ];
    }

    private void Search(List<Trial> placed, long cost)
    {
        if (cost >= _best)
        {
            return;
        }

        if (placed.Count == request.Sessions.Count)
        {
            _best = cost;
            return;
        }

        foreach (var trial in OptionsOf(request.Sessions[placed.Count]).Where(t => Fits(placed, t)).OrderBy(t => t.Cost).ToList())
        {
            Search([.. placed, trial], cost + trial.Cost);
        }
    }

    private static IEnumerable<Trial> OptionsOf(AffectedSession session)
    {
        var (clinic, phases) = (session.Clinic, session.Clinic.Phases);
        var alone = from opening in clinic.Site.Days.Values.SelectMany(d => d.Open)
                    from start in Enumerable.Range(opening.Start, opening.Length)
                    where start + phases.Stay <= opening.End && (start == session.Start || MayMove(session, start))
                    from monitor in clinic.Staff
                    where CanMonitor(monitor, phases, start)
                    from chair in clinic.Chairs
                    where !chair.Unavailable.Any(u => u.Start < start + phases.Chair && start < u.End)
                    select new Trial(session, start, monitor.Id, chair.Id, Cost(session, start, monitor.Id, chair.Id));
        return alone.Append(new Trial(session, null, default, default, RepairCosts.Unplaced));
    }

    private static bool MayMove(AffectedSession session, int start)
    {
        var date = Slots.StartOf(start).InZone(session.Clinic.Site.Zone).Date;
        return date >= session.Earliest && date <= session.Latest && !session.Away.Contains(date);
    }

    private static bool CanMonitor(StaffAvailability monitor, SessionPhases phases, int start) =>
        monitor.Shifts.Any(s => s.Start <= start && start + phases.Stay <= s.End)
        && Enumerable.Range(start, phases.SetUp).All(slot => !monitor.Occupied.Any(o => o.Lane == 0 && o.Taken.Contains(slot)))
        && Enumerable.Range(start + phases.SetUp, phases.Shared).All(slot =>
            monitor.Occupied.Count(o => o.Lane > 0 && o.Taken.Contains(slot)) < monitor.PatientsAtOnce);

    private static long Cost(AffectedSession session, int start, Guid monitor, Guid chair)
    {
        var (was, then) = (Slots.StartOf(session.Start).InZone(session.Clinic.Site.Zone), Slots.StartOf(start).InZone(session.Clinic.Site.Zone));
        var days = Math.Abs(Period.DaysBetween(was.Date, then.Date));
        var minutes = Math.Abs((was.TimeOfDay - then.TimeOfDay).ToDuration().TotalMinutes);
        return (start == session.Start ? 0 : 10_000 + (100 * days) + (long)(minutes / 15))
            + (monitor == session.MonitorId ? 0 : 10) + (chair == session.ChairId ? 0 : 1);
    }

    private static bool Fits(List<Trial> placed, Trial trial) =>
        placed.All(other => GapHolds(other, trial) && !MeetsItself(other, trial))
        && (trial.Taken is null || (placed.All(o => !Clash(o, trial)) && placed.Append(trial).All(t => IsWatched([.. placed, trial], t))));

    private static bool MeetsItself(Trial one, Trial two) =>
        one.Session.PatientId is { } patient && two.Session.PatientId == patient && one.Date == two.Date;

    private static bool Clash(Trial one, Trial two)
    {
        if (one.Taken is not { } a || two.Taken is not { } b)
        {
            return false;
        }

        var phases = one.Session.Clinic.Phases;
        return (a.Chair == b.Chair && Math.Abs(a.Start - b.Start) < phases.Chair) || (a.Monitor == b.Monitor && Math.Abs(a.Start - b.Start) < phases.SetUp);
    }

    // Somebody without a shift any more watches nobody else, so there is no limit to count against.
    private static bool IsWatched(List<Trial> all, Trial trial) => trial.Taken is not { } taken || StaffOf(trial, taken.Monitor) is not { } staff
        || Enumerable.Range(taken.Start + trial.Session.Clinic.Phases.SetUp, trial.Session.Clinic.Phases.Shared)
            .All(slot => SharedAt(all, staff, slot) <= staff.PatientsAtOnce);

    private static int SharedAt(List<Trial> all, StaffAvailability staff, int slot) =>
        staff.Occupied.Count(o => o.Lane > 0 && o.Taken.Contains(slot))
        + all.Count(o => o.Taken is { } taken && taken.Monitor == staff.Id
            && slot >= taken.Start + o.Session.Clinic.Phases.SetUp && slot < taken.Start + o.Session.Clinic.Phases.Stay);

    private static StaffAvailability? StaffOf(Trial trial, Guid monitor) => trial.Session.Clinic.Staff.SingleOrDefault(s => s.Id == monitor);

    /// <summary>Whether all sessions can stay taken where they are, as booked ones are.</summary>
    public static bool CanStay(IReadOnlyList<AffectedSession> sessions)
    {
        var trials = sessions.Select(s => new Trial(s with { StaysTaken = true, FollowsId = null }, null, default, default, 0)).ToList();
        return Enumerable.Range(0, trials.Count).All(n => Fits([.. trials.Take(n)], trials[n]));
    }

    private static bool GapHolds(Trial one, Trial two)
    {
        if (two.Session.FollowsId != one.Session.Id)
        {
            return true;
        }

        var zone = one.Session.Clinic.Site.Zone;
        var present = Period.DaysBetween(
            Slots.StartOf(one.Session.Start).InZone(zone).Date, Slots.StartOf(two.Session.Start).InZone(zone).Date);
        var days = Period.DaysBetween(one.Date, two.Date);
        var terms = two.Session.Clinic.Series;
        return days >= Math.Min(terms.LeastGapDays, present) && days <= Math.Max(terms.GreatestGapDays, present);
    }
}
