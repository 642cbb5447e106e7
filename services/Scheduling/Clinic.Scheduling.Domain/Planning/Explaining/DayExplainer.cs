using Clinic.Scheduling.Domain.Planning.Search;

namespace Clinic.Scheduling.Domain.Planning.Explaining;

/// <summary>
/// Finds the rules that keep every session off a day. First what closes the whole day; then, among the starts that fit the opening
/// hours, the rules that leave none of them each by itself; where no rule does so alone, a set of rules that together
/// leave none and from which none can be dropped.
/// </summary>
internal sealed class DayExplainer(Availability availability)
{
    private readonly Horizon _horizon = availability.Horizon;
    private readonly MonitorExplainer _monitors = new(availability);
    private readonly SiteExplainer _site = new(availability);

    /// <summary>The obstacles on a day of the horizon; empty when a session can be there.</summary>
    public IReadOnlyList<Obstacle> Explain(int day)
    {
        if (WholeDayObstacle(day) is { } wholeDay)
            return [wholeDay];
        var fitting = StartsOf(day, slot => availability.Fitting[slot]);
        if (fitting.Count == 0)
            return [_site.CrossesEnd(day)];
        var starts = fitting.FindAll(slot => availability.NotPast[slot]);
        return starts.Count == 0
            ? [new(ObstacleKind.InThePast, _horizon.DateOf(day), $"too late for a start on {DayText.Of(_horizon.DateOf(day))}")]
            : Conflict(day, starts);
    }

    private Obstacle? WholeDayObstacle(int day)
    {
        var date = _horizon.DateOf(day);
        if (availability.Wishes.IsAway(date))
            return new(ObstacleKind.PatientAway, date, $"patient away on {DayText.Of(date)}");
        if (availability.OpeningOf(day).Count == 0)
            return _site.Closed(date);
        return availability.Wishes.RulesOut(date.DayOfWeek)
            ? new(ObstacleKind.WeekdayNotWanted, date, $"{DayText.Of(date)} is not one of the patient's weekdays")
            : null;
    }

    private List<Obstacle> Conflict(int day, List<int> starts)
    {
        var rules = RulesOf(day);
        if (starts.Exists(slot => rules.TrueForAll(rule => rule.Allows(slot))))
            return [];
        var alone = rules.FindAll(rule => !starts.Exists(slot => rule.Allows(slot)));
        if (alone.Count > 0)
            return [.. alone.SelectMany(rule => rule.Describe(starts))];
        var together = new List<Rule>(rules);
        foreach (var rule in Enumerable.Reverse(rules))
        {
            if (LeftBy(together, rule, starts).Count == 0)
                together.Remove(rule);
        }
        return [.. together.SelectMany(rule => rule.Describe(LeftBy(together, rule, starts)))];
    }

    private static List<int> LeftBy(List<Rule> rules, Rule except, List<int> starts) =>
        starts.FindAll(slot => rules.TrueForAll(rule => ReferenceEquals(rule, except) || rule.Allows(slot)));

    private List<Rule> RulesOf(int day)
    {
        var rules = new List<Rule>
        {
            new(slot => !availability.Wishes.RulesOutQuarter(_horizon.QuarterOf(day, slot)), _ => [_site.TimesNotWanted(day)]),
            new(slot => availability.ChairStarts.Any(chair => chair[slot]), starts => [_site.ChairsFull(day, starts)]),
        };
        for (var at = 0; at < availability.RuleStarts.Count; at++)
        {
            var (allowed, siteRule) = (availability.RuleStarts[at], availability.Request.SiteRules[at]);
            rules.Add(new(slot => allowed[slot], starts => [_site.RuleUnmet(day, siteRule, starts)]));
        }
        rules.Add(new(slot => availability.Monitors.Any(monitor => monitor.Starts[slot]), starts => _monitors.Explain(day, starts)));
        return rules;
    }

    private List<int> StartsOf(int day, Predicate<int> allowed)
    {
        var starts = new List<int>();
        for (var slot = _horizon.StartOf(day); slot < _horizon.EndOf(day); slot++)
        {
            if (allowed(slot))
                starts.Add(slot);
        }
        return starts;
    }

    /// <summary>A rule about single starts.</summary>
    /// <param name="Allows">Whether a start passes.</param>
    /// <param name="Describe">The obstacles, given the starts that it alone prevents.</param>
    private sealed record Rule(Predicate<int> Allows, Func<IReadOnlyList<int>, IEnumerable<Obstacle>> Describe);
}
