using System.Diagnostics;
using Clinic.Scheduling.Domain.Planning;

namespace Clinic.Scheduling.Domain.Repair;

/// <summary>
/// Finds the least disturbing repair (<see cref="RepairCosts"/>): first another monitor at the same time, then a move within the gaps of
/// the series. A greedy repair is there within milliseconds; the solver improves it until the time is up or it is proven best.
/// </summary>
public static class SeriesRepairer
{
    /// <summary>A repair of the affected sessions; those it can't place are listed with the reasons.</summary>
    /// <param name="request">What was lost, and what there is.</param>
    public static RepairPlan Repair(RepairRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var began = Stopwatch.GetTimestamp();
        var table = new PlaceTable(request);
        var (choices, bound) = (new GreedyRepair(table).Run(), table.LeastCost());
        if (table.CostOf(choices) > bound && request.TimeLimit > TimeSpan.Zero)
        {
            var model = new RepairModel(table);
            // Building the model of a large repair counts too: who waits for a proposal waits for all of it.
            var left = request.TimeLimit - Stopwatch.GetElapsedTime(began);
            (choices, bound) = left > TimeSpan.Zero ? Improve(table, model, choices, bound, left, request.Workers) : (choices, bound);
        }

        return Plan(table, choices, bound);
    }

    private static (Choice?[] Choices, long Bound) Improve(
        PlaceTable table, RepairModel model, Choice?[] greedy, long bound, TimeSpan limit, int workers)
    {
        var solved = model.Solve(greedy, limit, workers);
        var better = solved.Choices is { } found && table.CostOf(found) < table.CostOf(greedy) ? found : greedy;
        return (new GreedyRepair(table).Tidy(better), Math.Max(bound, solved.Bound));
    }

    private static RepairPlan Plan(PlaceTable table, Choice?[] choices, long bound)
    {
        var (placed, unplaced) = (new List<RepairedSession>(), new List<UnplacedSession>());
        for (var s = 0; s < choices.Length; s++)
        {
            var session = table.Sessions[s];
            if (choices[s] is not { } choice)
            {
                unplaced.Add(new UnplacedSession(session.Id, ReasonsFor(table, s)));
                continue;
            }

            placed.Add(new RepairedSession(
                session.Id, KindOf(session, choice), choice.Place.Start, choice.ChairId, choice.MonitorId, choice.CostFor(session)));
        }

        return new RepairPlan(placed, unplaced, table.CostOf(choices), bound);
    }

    private static RepairKind KindOf(AffectedSession session, Choice choice) =>
        choice.Place.Moves ? RepairKind.Move : choice.CostFor(session) > 0 ? RepairKind.Reassign : RepairKind.Keep;

    private static IReadOnlyList<string> ReasonsFor(PlaceTable table, int s)
    {
        var session = table.Sessions[s];
        if (table.Places[s].Count > 0)
        {
            return ["every place within the gaps of the series goes to another session of this repair, or leaves no valid gap"];
        }

        var dates = session.Clinic.Series;
        var obstacles = session.Date >= dates.Earliest && session.Date <= dates.Latest
            ? SeriesPlanner.ObstaclesOn(session.Clinic, session.Date).Select(o => o.Text).Distinct().ToList()
            : [];
        return [.. obstacles, "no other time is free within the gaps of the series"];
    }
}
