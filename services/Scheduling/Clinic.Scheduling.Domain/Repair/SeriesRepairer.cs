using System.Diagnostics;
using Clinic.Scheduling.Domain.Planning;

namespace Clinic.Scheduling.Domain.Repair;

/// <summary>
/// Finds the least disturbing repair (<see cref="RepairCosts"/>): first another monitor at the same time, then a move within the gaps of
/// the series. A greedy repair is there within milliseconds and chains better it at once; the solver improves it until the time is up or it
/// is proven best.
/// </summary>
public static class SeriesRepairer
{
    /// <summary>What the solver can be asked at all in a second; of a larger repair it does the days one by one first.</summary>
    private const double LiteralsPerSecond = 20_000;

    /// <summary>A repair of the affected sessions; those it can't place are listed with the reasons.</summary>
    /// <param name="request">What was lost, and what there is.</param>
    public static RepairPlan Repair(RepairRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var began = Stopwatch.GetTimestamp();
        var table = new PlaceTable(request);
        var state = new RepairState(table, new Choice?[table.Sessions.Count]);
        new GreedyRepair(table, state).Run();
        TimeSpan Left() => request.TimeLimit - Stopwatch.GetElapsedTime(began);
        new ChainRepair(table, state, () => Left() <= TimeSpan.Zero).Run();
        if (!IsSmall(table, Left()))
        {
            new DayRepair(table, state, request, Left).Run();
        }

        var bound = table.LeastCost();
        // Building the model of a large repair counts too: who waits for a proposal waits for all of it.
        return state.Cost > bound && IsSmall(table, Left())
            ? Solve(table, [.. state.Choices], bound, Left, request.Workers)
            : Plan(table, state.Choices, bound);
    }

    private static bool IsSmall(PlaceTable table, TimeSpan left) => table.Size < LiteralsPerSecond * left.TotalSeconds;

    private static RepairPlan Solve(PlaceTable table, Choice?[] known, long bound, Func<TimeSpan> left, int workers)
    {
        var model = new RepairModel(table);
        if (left() <= TimeSpan.Zero)
        {
            return Plan(table, known, bound);
        }

        var solved = model.Solve(known, left(), workers);
        var better = solved.Choices is { } found && table.CostOf(found) < table.CostOf(known) ? found : known;
        var state = new RepairState(table, better);
        new GreedyRepair(table, state).Tidy();
        return Plan(table, state.Choices, Math.Max(bound, solved.Bound));
    }

    private static RepairPlan Plan(PlaceTable table, IReadOnlyList<Choice?> choices, long bound)
    {
        var (placed, unplaced) = (new List<RepairedSession>(), new List<UnplacedSession>());
        for (var s = 0; s < choices.Count; s++)
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
