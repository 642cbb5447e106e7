using Clinic.Scheduling.Domain.Planning;
using NodaTime;

namespace Clinic.Scheduling.Domain.Tests.Planning.Generated;

/// <summary>
/// Tries every plan. It shares nothing with the planner but the request: it walks instants and asks each rule slot by slot, and
/// prices complete plans from the wording of the cost terms.
/// </summary>
internal sealed class ExhaustivePlanner
{
    private readonly PlanningRequest _request;
    private readonly RuleBook _rules;
    private readonly List<Option> _options = [];
    private readonly Dictionary<(long, long, long), int> _cheapest = [];

    private ExhaustivePlanner(PlanningRequest request)
    {
        (_request, _rules) = (request, new(request));
        for (var date = request.Series.Earliest; date <= request.Series.Latest; date = date.PlusDays(1))
            AddOptionsOf(date);
    }

    /// <summary>The least cost for each sequence of starts, cheapest first, then earliest starts first; up to three sessions.</summary>
    public static List<(int Cost, long[] Starts)> AllPlans(PlanningRequest request)
    {
        var planner = new ExhaustivePlanner(request);
        planner.Extend([]);
        return [.. planner._cheapest
            .OrderBy(plan => plan.Value).ThenBy(plan => plan.Key)
            .Select(plan => (plan.Value, new[] { plan.Key.Item1, plan.Key.Item2, plan.Key.Item3 }[..request.Series.Sessions]))];
    }

    private void AddOptionsOf(LocalDate date)
    {
        var zone = _request.Site.Zone;
        var end = date.PlusDays(1).AtStartOfDayInZone(zone).ToInstant();
        for (var at = date.AtStartOfDayInZone(zone).ToInstant(); at < end; at += Duration.FromMinutes(15))
        {
            var slot = at.ToUnixTimeSeconds() / 900;
            if (!_rules.AllowsStart(date, at))
                continue;
            foreach (var monitor in _request.Staff)
            {
                if (_rules.AllowsMonitor(monitor, date, slot))
                    _options.Add(new(DayOf(date), slot, MinuteOf(at.InZone(zone).TimeOfDay), monitor.Id, OwnCost(date, at, slot, monitor.Id)));
            }
        }
    }

    private int OwnCost(LocalDate date, Instant at, long slot, Guid monitor)
    {
        var (weights, wishes) = (_request.Weights, _request.Preferences);
        var cost = 0;
        if (wishes.Weekdays.Count > 0 && !wishes.Weekdays.Contains(date.DayOfWeek))
            cost += weights.UnwantedWeekday;
        cost += weights.UnwantedTimePerSlot * _rules.QuartersFromWantedTime(at.InZone(_request.Site.Zone).TimeOfDay);
        if (wishes.PreferredMonitor is not null && wishes.PreferredMonitor != monitor)
            cost += weights.UnwantedMonitor;
        return cost + (weights.LoadPerPercent * _rules.LoadPercent(slot));
    }

    private void Extend(List<Option> plan)
    {
        if (plan.Count == _request.Series.Sessions)
        {
            Record(plan);
            return;
        }
        foreach (var option in _options)
        {
            if (plan.Count > 0 && !GapHolds(plan[^1].Day, option.Day))
                continue;
            plan.Add(option);
            Extend(plan);
            plan.RemoveAt(plan.Count - 1);
        }
    }

    private void Record(List<Option> plan)
    {
        var (series, weights) = (_request.Series, _request.Weights);
        if ((series.Previous is { } before && !GapHolds(DayOf(before.Date), plan[0].Day)) || (series.Next is { } after && !GapHolds(plan[^1].Day, DayOf(after.Date))))
            return;
        var cost = weights.FinishPerDay * plan[^1].Day;
        cost += plan.Sum(option => option.Cost) + BesideKept(series.Previous, plan[0]) + BesideKept(series.Next, plan[^1]);
        for (var at = 1; at < plan.Count; at++)
        {
            cost += Math.Abs(plan[at].Minute - plan[at - 1].Minute) / 15 * weights.TimeOfDayPerSlot;
            cost += plan[at].Monitor == plan[at - 1].Monitor ? 0 : weights.ChangeOfMonitor;
        }
        var key = (plan[0].Slot, plan.Count > 1 ? plan[1].Slot : 0, plan.Count > 2 ? plan[2].Slot : 0);
        _cheapest[key] = Math.Min(cost, _cheapest.GetValueOrDefault(key, int.MaxValue));
    }

    private int BesideKept(FixedSession? kept, Option option)
    {
        if (kept is null)
            return 0;
        var time = kept.Start is { } start ? Math.Abs(MinuteOf(start) - option.Minute) / 15 * _request.Weights.TimeOfDayPerSlot : 0;
        return time + (kept.MonitorId is null || kept.MonitorId == option.Monitor ? 0 : _request.Weights.ChangeOfMonitor);
    }

    private bool GapHolds(int one, int two) => two - one >= _request.Series.LeastGapDays && two - one <= _request.Series.GreatestGapDays;

    private int DayOf(LocalDate date) => (date - _request.Series.Earliest).Days;

    private static int MinuteOf(LocalTime time) => (time.Hour * 60) + time.Minute;

    private readonly record struct Option(int Day, long Slot, int Minute, Guid Monitor, int Cost);
}
