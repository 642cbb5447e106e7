using Clinic.Scheduling.Domain.Planning;

namespace Clinic.Scheduling.Domain.Tests.Planning.Generated;

/// <summary>
/// The least cost of a series of any length, by comparing each option with each that may precede it: quadratic and plain, for
/// cases too large to try every plan.
/// </summary>
internal static class StepwisePlanner
{
    private const int None = int.MaxValue / 2;

    /// <summary>The least cost, or null when there is no plan.</summary>
    public static int? LeastCost(PlanningRequest request)
    {
        var options = new PricedOptions(request);
        var best = options.All.Select(option => options.MayBeFirst(option) ? options.CostAsFirst(option) : None).ToArray();
        for (var session = 1; session < request.Series.Sessions; session++)
            best = [.. options.All.Select(option => LeastBefore(options, best, option))];
        var totals = options.All.Select((option, at) => options.MayBeLast(option) ? best[at] + options.CostAsLast(option) : None);
        var least = totals.DefaultIfEmpty(None).Min();
        return least < None ? least : null;
    }

    private static int LeastBefore(PricedOptions options, int[] best, PricedOptions.Option option)
    {
        var least = None;
        for (var at = 0; at < best.Length && options.All[at].Day < option.Day; at++)
        {
            if (best[at] < None && options.MayFollow(options.All[at], option))
                least = Math.Min(least, best[at] + options.CostOfFollowing(options.All[at], option));
        }
        return least;
    }
}
