namespace Clinic.Scheduling.Domain.Planning.Search;

/// <summary>
/// The k best plans by best-first search over the starts of ever longer beginnings of the series (Lawler's scheme). A beginning's
/// priority is the exact cost of the best plan that continues it, known from <see cref="CostToGo"/>; so each beginning taken from the queue
/// lies on one of the k best plans, and no more than k times the number of sessions are ever opened. Monitors stay open along a
/// beginning (a row by monitor), which makes plans distinct by their starts, each with its best monitors.
/// </summary>
internal sealed class PlanSearch(CandidateTable table, Availability availability, Couplings couplings, CostToGo toGo)
{
    private static readonly Comparer<(int Cost, PartialPlan Plan)> ByCostThenStarts = Comparer<(int Cost, PartialPlan Plan)>.Create(
        (one, two) => one.Cost != two.Cost ? one.Cost.CompareTo(two.Cost) : PartialPlan.CompareStarts(one.Plan, two.Plan));

    private readonly SeriesDays _days = availability.Days;
    private readonly int _wanted = availability.Request.Plans;
    private readonly PriorityQueue<PartialPlan, (int, PartialPlan)> _frontier = new(ByCostThenStarts);

    /// <summary>Complete plans with their costs, cheapest first, then earliest starts first.</summary>
    public IReadOnlyList<(int Cost, PartialPlan Plan)> Best()
    {
        var found = new List<(int, PartialPlan)>();
        Open(null);
        while (found.Count < _wanted && _frontier.TryDequeue(out var plan, out var priority))
        {
            if (plan.Sessions == _days.Sessions)
                found.Add((priority.Item1, plan));
            else
                Open(plan);
        }
        return found;
    }

    /// <summary>Queues the beginnings that are one session longer: the best k of them, since each stands for a plan of its own.</summary>
    private void Open(PartialPlan? plan)
    {
        var session = plan?.Sessions ?? 0;
        var arriving = ArrivingFrom(plan);
        var best = new BestCandidates(_wanted);
        var (first, last) = plan is null ? _days.Of(0) : _days.After(session - 1, plan.Day);
        for (var day = Math.Max(first, 0); day <= Math.Min(last, availability.Horizon.Days - 1); day++)
        {
            for (var (at, until) = table.OfDay(day); at < until; at++)
            {
                var cost = MinPlus.LeastSum(arriving, toGo.Of(session, at)) + TimeOfDay(plan, at);
                if (cost < MinPlus.Infinite)
                    best.Offer(cost, day, at);
            }
        }
        foreach (var (cost, day, candidate) in best.All)
            Queue(plan, day, candidate, arriving, cost);
    }

    private void Queue(PartialPlan? plan, int day, int candidate, int[] arriving, int cost)
    {
        var own = (int[])arriving.Clone();
        var timeOfDay = TimeOfDay(plan, candidate);
        for (var monitor = 0; monitor < own.Length; monitor++)
            own[monitor] = Math.Min(own[monitor] + timeOfDay, MinPlus.Infinite);
        var longer = new PartialPlan(plan, day, candidate, own);
        _frontier.Enqueue(longer, (cost, longer));
    }

    private int TimeOfDay(PartialPlan? plan, int candidate) => plan is null
        ? couplings.TimeOfDay(availability.Request.Series.Previous, table.QuarterOf(candidate))
        : couplings.TimeOfDay(table.QuarterOf(plan.Candidate), table.QuarterOf(candidate));

    /// <summary>By the next session's monitor: least cost so far, changing monitors included, time of day not.</summary>
    private int[] ArrivingFrom(PartialPlan? plan)
    {
        if (plan is null)
            return couplings.MonitorRow(availability.Request.Series.Previous, table);
        var row = new int[table.Stride];
        MinPlus.Sum(row, plan.Arriving, table.CostsOf(plan.Candidate));
        MinPlus.Cap(row, Math.Min(MinPlus.Least(row) + couplings.ChangeOfMonitor, MinPlus.Infinite));
        return row;
    }

    /// <summary>The best few starts of those offered, in order of time among equals.</summary>
    private sealed class BestCandidates(int wanted)
    {
        // The worst is on top: the greatest cost and, among equals, the latest.
        private readonly PriorityQueue<(int Cost, int Day, int Candidate), (int Cost, int Candidate)> _kept =
            new(Comparer<(int Cost, int Candidate)>.Create((one, two) => two.CompareTo(one)));

        public IEnumerable<(int Cost, int Day, int Candidate)> All => _kept.UnorderedItems.Select(item => item.Element);

        public void Offer(int cost, int day, int candidate)
        {
            if (_kept.Count < wanted)
                _kept.Enqueue((cost, day, candidate), (cost, candidate));
            else if (cost < _kept.Peek().Cost)
                _kept.EnqueueDequeue((cost, day, candidate), (cost, candidate));
        }
    }
}
