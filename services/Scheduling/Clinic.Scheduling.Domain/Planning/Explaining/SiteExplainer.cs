using Clinic.Scheduling.Domain.Planning.Search;
using NodaTime;

namespace Clinic.Scheduling.Domain.Planning.Explaining;

/// <summary>Words for the rules about opening hours, chairs and the number of people on site.</summary>
internal sealed class SiteExplainer(Availability availability)
{
    private readonly Horizon _horizon = availability.Horizon;
    private readonly PlanningRequest _request = availability.Request;

    public Obstacle Closed(LocalDate date)
    {
        var reason = _request.Site.Days.TryGetValue(date, out var day) ? day.ClosedReason ?? "no opening" : "opening hours unknown";
        return new(ObstacleKind.SiteClosed, date, $"site closed on {DayText.Of(date)}: {reason}") { Subject = reason };
    }

    /// <summary>No opening of the day is long enough for the stay; the longest one is named.</summary>
    public Obstacle CrossesEnd(int day)
    {
        var longest = availability.OpeningOf(day).MaxBy(open => open.Length);
        return CrossesEnd(day, longest, longest.Start);
    }

    /// <summary>
    /// The patient's times leave no start. Where a wanted time lies within an opening, it is the opening's end that prevents it.
    /// </summary>
    public Obstacle TimesNotWanted(int day)
    {
        foreach (var open in availability.OpeningOf(day))
        {
            for (var slot = open.Start; slot < open.End; slot++)
            {
                var wanted = !availability.Wishes.RulesOutQuarter(_horizon.QuarterOf(day, slot));
                if (wanted && availability.NotPast[slot] && !availability.Fitting[slot])
                    return CrossesEnd(day, open, slot);
                if (wanted && availability.NotPast[slot])
                    return TimesTaken(day);
            }
        }
        return TimesTaken(day);
    }

    public Obstacle ChairsFull(int day, IReadOnlyList<int> starts)
    {
        var date = _horizon.DateOf(day);
        return new(ObstacleKind.ChairsFull, date, $"chairs full for starts {Span(starts)} on {DayText.Of(date)}")
        {
            At = _horizon.LocalAt(starts[0]).TimeOfDay,
            Needed = 1,
            Found = 0,
        };
    }

    public Obstacle RuleUnmet(int day, SiteRule rule, IReadOnlyList<int> starts)
    {
        var date = _horizon.DateOf(day);
        var counting = availability.Staff.Select(staff => staff.CountingFor(rule)).OfType<SlotBits>().ToList();
        var found = starts.Max(start => LeastOnShift(counting, start));
        var people = rule.Count == 1 ? "person" : "people";
        var who = (rule.Role, rule.Credential) switch
        {
            (null, null) => people,
            (null, { } credential) => $"{people} with {credential}",
            ({ } role, null) => $"{people} with role {role}",
            ({ } role, { } credential) => $"{people} with role {role} and {credential}",
        };
        var text = $"{rule.Count} {who} required on site, {found} on shift for a whole stay started {Span(starts)} on {DayText.Of(date)}";
        return new(ObstacleKind.SiteRuleUnmet, date, text)
        {
            Subject = rule.Credential ?? rule.Role,
            At = _horizon.LocalAt(starts[0]).TimeOfDay,
            Needed = rule.Count,
            Found = found,
        };
    }

    private string Span(IReadOnlyList<int> starts) => starts.Count == 1
        ? $"at {DayText.Of(_horizon.LocalAt(starts[0]).TimeOfDay)}"
        : $"from {DayText.Of(_horizon.LocalAt(starts[0]).TimeOfDay)} to {DayText.Of(_horizon.LocalAt(starts[^1]).TimeOfDay)}";

    private int LeastOnShift(List<SlotBits> counting, int start) =>
        Enumerable.Range(start, _request.Phases.Stay).Min(slot => counting.Count(staff => staff[slot]));

    private Obstacle TimesTaken(int day) => new(
        ObstacleKind.TimeOfDayNotWanted,
        _horizon.DateOf(day),
        $"no place at the patient's times of day on {DayText.Of(_horizon.DateOf(day))}");

    private Obstacle CrossesEnd(int day, SlotRange open, int start)
    {
        var (date, minutes) = (_horizon.DateOf(day), _request.Phases.Stay * Slots.Minutes);
        if (open.End == _horizon.EndOf(day) || start + _request.Phases.Stay <= open.End)
        {
            var turnover = _request.Phases.Turnover * Slots.Minutes;
            var tooLong = $"a stay of {minutes} minutes and {turnover} of turnover would cross midnight on {DayText.Of(date)}";
            return new(ObstacleKind.CrossesMidnight, date, tooLong);
        }
        var closing = _horizon.LocalAt(open.End).TimeOfDay;
        var text = $"a stay of {minutes} minutes would cross closing time at {DayText.Of(closing)} on {DayText.Of(date)}";
        return new(ObstacleKind.CrossesClosing, date, text) { At = closing };
    }
}
