namespace Clinic.Scheduling.Domain.Planning.Search;

/// <summary>Turns starts into sessions: their best monitors, the first free chair, free lanes, the claims, and the cost by term.</summary>
internal sealed class PlanAssembler(CandidateTable table, Availability availability, Couplings couplings, CostToGo toGo)
{
    private readonly PlanningRequest _request = availability.Request;
    private readonly SessionClaims _claims = new(availability);

    public SeriesPlan Assemble(PartialPlan plan)
    {
        var path = plan.Path();
        var monitors = BestMonitors(path);
        return new(CostOf(path, monitors), [.. path.Select((step, at) => SessionOf(step, monitors[at]))]);
    }

    /// <summary>Walks back from the cheapest last monitor, keeping the same one where that costs no more.</summary>
    private Availability.Monitor[] BestMonitors(IReadOnlyList<PartialPlan> path)
    {
        var places = new int[path.Count];
        var at = path.Count - 1;
        places[at] = LeastPlace(path[at].Arriving, toGo.Of(at, path[at].Candidate), -1);
        for (at--; at >= 0; at--)
            places[at] = LeastPlace(path[at].Arriving, table.CostsOf(path[at].Candidate), places[at + 1]);
        return [.. places.Select(place => table.Monitors[place])];
    }

    private int LeastPlace(ReadOnlySpan<int> arriving, ReadOnlySpan<int> costs, int next)
    {
        var (place, least) = (-1, MinPlus.Infinite);
        for (var monitor = 0; monitor < table.Monitors.Count; monitor++)
        {
            var cost = arriving[monitor] + costs[monitor] + (next < 0 || monitor == next ? 0 : couplings.ChangeOfMonitor);
            if (cost < least || (cost == least && monitor == next))
                (place, least) = (monitor, cost);
        }
        return place;
    }

    private PlanCost CostOf(IReadOnlyList<PartialPlan> path, Availability.Monitor[] monitors)
    {
        var (series, last) = (_request.Series, path.Count - 1);
        var quarters = path.Select(step => table.QuarterOf(step.Candidate)).ToArray();
        var timeOfDay = couplings.TimeOfDay(series.Previous, quarters[0]) + couplings.TimeOfDay(series.Next, quarters[last]);
        var sameMonitor = couplings.Monitor(series.Previous, monitors[0].Id) + couplings.Monitor(series.Next, monitors[last].Id);
        for (var at = 1; at <= last; at++)
        {
            timeOfDay += couplings.TimeOfDay(quarters[at - 1], quarters[at]);
            sameMonitor += monitors[at].Id == monitors[at - 1].Id ? 0 : couplings.ChangeOfMonitor;
        }
        return new(
            couplings.Finish(path[last].Day),
            timeOfDay,
            sameMonitor,
            path.Sum(step => table.PreferredTimesCost(step.Day, table.QuarterOf(step.Candidate))),
            monitors.Sum(monitor => table.PreferredMonitorCost(monitor.Id)),
            path.Sum(step => table.LoadCost(table.SlotOf(step.Candidate))));
    }

    private PlannedSession SessionOf(PartialPlan step, Availability.Monitor monitor)
    {
        var (phases, slot) = (_request.Phases, table.SlotOf(step.Candidate));
        var start = slot + availability.Horizon.FirstSlot;
        var chair = _claims.FirstFreeChair(slot);
        return new()
        {
            Number = _request.Series.FirstNumber + step.Sessions - 1,
            Date = availability.Horizon.DateOf(step.Day),
            Start = availability.Horizon.LocalAt(slot),
            Stay = new(start, start + phases.Stay),
            SetUp = new(start, start + phases.SetUp),
            Shared = new(start + phases.SetUp, start + phases.Stay),
            ChairTaken = new(start, start + phases.Chair),
            ChairId = chair,
            MonitorId = monitor.Id,
            Claims = _claims.For(slot, chair, monitor.Bits),
        };
    }
}
