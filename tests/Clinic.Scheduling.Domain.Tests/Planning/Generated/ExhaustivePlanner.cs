using Clinic.Scheduling.Domain.Planning;
using Option = Clinic.Scheduling.Domain.Tests.Planning.Generated.PricedOptions.Option;

namespace Clinic.Scheduling.Domain.Tests.Planning.Generated;

/// <summary>Tries every plan of up to three sessions.</summary>
internal sealed class ExhaustivePlanner
{
    private readonly int _sessions;
    private readonly PricedOptions _options;
    private readonly Dictionary<(long, long, long), int> _cheapest = [];

    private ExhaustivePlanner(PlanningRequest request) => (_sessions, _options) = (request.Series.Sessions, new(request));

    /// <summary>The least cost for each sequence of starts, cheapest first, then earliest starts first.</summary>
    public static List<(int Cost, long[] Starts)> AllPlans(PlanningRequest request)
    {
        var planner = new ExhaustivePlanner(request);
        planner.Extend([]);
        return [.. planner._cheapest
            .OrderBy(plan => plan.Value).ThenBy(plan => plan.Key)
            .Select(plan => (plan.Value, new[] { plan.Key.Item1, plan.Key.Item2, plan.Key.Item3 }[..planner._sessions]))];
    }

    private void Extend(List<Option> plan)
    {
        if (plan.Count == _sessions)
        {
            Record(plan);
            return;
        }
        foreach (var option in _options.All)
        {
            if (plan.Count == 0 ? !_options.MayBeFirst(option) : !_options.MayFollow(plan[^1], option))
                continue;
            plan.Add(option);
            Extend(plan);
            plan.RemoveAt(plan.Count - 1);
        }
    }

    private void Record(List<Option> plan)
    {
        if (!_options.MayBeLast(plan[^1]))
            return;
        var cost = _options.CostAsFirst(plan[0]) + _options.CostAsLast(plan[^1]);
        for (var at = 1; at < plan.Count; at++)
            cost += _options.CostOfFollowing(plan[at - 1], plan[at]);
        var key = (plan[0].Slot, plan.Count > 1 ? plan[1].Slot : 0, plan.Count > 2 ? plan[2].Slot : 0);
        _cheapest[key] = Math.Min(cost, _cheapest.GetValueOrDefault(key, int.MaxValue));
    }
}
