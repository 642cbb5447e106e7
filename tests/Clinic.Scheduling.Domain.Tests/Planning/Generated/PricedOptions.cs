using Clinic.Scheduling.Domain.Planning;
using NodaTime;

namespace Clinic.Scheduling.Domain.Tests.Planning.Generated;

/// <summary>
/// Every start with every monitor who could take it, and the prices of using and of joining them. It shares nothing with the planner
/// but the request: it walks instants, asks each rule slot by slot, and prices from the wording of the cost terms.
/// </summary>
internal sealed class PricedOptions
{
    private readonly PlanningRequest _request;
    private readonly RuleBook _rules;
    private readonly List<Option> _all = [];

    public PricedOptions(PlanningRequest request)
    {
        (_request, _rules) = (request, new(request));
        for (var date = request.Series.Earliest; date <= request.Series.Latest; date = date.PlusDays(1))
            AddOptionsOf(date);
    }

    /// <summary>In order of time.</summary>
    public IReadOnlyList<Option> All => _all;

    public bool MayBeFirst(Option option) => _request.Series.Previous is not { } before || GapHolds(DayOf(before.Date), option.Day);

    public bool MayBeLast(Option option) => _request.Series.Next is not { } after || GapHolds(option.Day, DayOf(after.Date));

    public bool MayFollow(Option one, Option two) => GapHolds(one.Day, two.Day);

    public int CostAsFirst(Option option) => option.Cost + BesideKept(_request.Series.Previous, option);

    public int CostAsLast(Option option) => BesideKept(_request.Series.Next, option) + (_request.Weights.FinishPerDay * option.Day);

    public int CostOfFollowing(Option one, Option two) => two.Cost
        + (Math.Abs(two.Minute - one.Minute) / 15 * _request.Weights.TimeOfDayPerSlot)
        + (two.Monitor == one.Monitor ? 0 : _request.Weights.ChangeOfMonitor);

    private void AddOptionsOf(LocalDate date)
    {
        var zone = _request.Site.Zone;
        var end = date.PlusDays(1).AtStartOfDayInZone(zone).ToInstant();
        for (var at = date.AtStartOfDayInZone(zone).ToInstant(); at < end; at += Duration.FromMinutes(15))
        {
            if (!_rules.AllowsStart(date, at))
                continue;
            var (slot, time) = (at.ToUnixTimeSeconds() / 900, at.InZone(zone).TimeOfDay);
            foreach (var monitor in _request.Staff.Where(monitor => _rules.AllowsMonitor(monitor, date, slot)))
                _all.Add(new(DayOf(date), slot, MinuteOf(time), monitor.Id, OwnCost(date, time, slot, monitor.Id)));
        }
    }

    private int OwnCost(LocalDate date, LocalTime time, long slot, Guid monitor)
    {
        var (weights, wishes) = (_request.Weights, _request.Preferences);
        var cost = weights.UnwantedTimePerSlot * _rules.QuartersFromWantedTime(time);
        if (wishes.Weekdays.Count > 0 && !wishes.Weekdays.Contains(date.DayOfWeek))
            cost += weights.UnwantedWeekday;
        if (wishes.PreferredMonitor is not null && wishes.PreferredMonitor != monitor)
            cost += weights.UnwantedMonitor;
        return cost + (weights.LoadPerPercent * _rules.LoadPercent(slot));
    }

    private int BesideKept(FixedSession? kept, Option option)
    {
        if (kept is null)
            return 0;
        var time = kept.Start is { } start ? Math.Abs(MinuteOf(start) - option.Minute) / 15 * _request.Weights.TimeOfDayPerSlot : 0;
        return time + (kept.MonitorId is null || kept.MonitorId == option.Monitor ? 0 : _request.Weights.ChangeOfMonitor);
    }

    private bool GapHolds(int one, int two) => two - one >= _request.Series.LeastGapDays && two - one <= _request.Series.GreatestGapDays;

    private int DayOf(LocalDate date) => Period.DaysBetween(_request.Series.Earliest, date);

    private static int MinuteOf(LocalTime time) => (time.Hour * 60) + time.Minute;

    /// <summary>A session that could be.</summary>
    internal readonly record struct Option(int Day, long Slot, int Minute, Guid Monitor, int Cost);
}
