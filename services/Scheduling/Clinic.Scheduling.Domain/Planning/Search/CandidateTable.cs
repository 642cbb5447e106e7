namespace Clinic.Scheduling.Domain.Planning.Search;

/// <summary>
/// Every start at which a session could take place, in order of time, and what it costs with each monitor apart from its
/// neighbours. The last session's finish is not in it.
/// </summary>
internal sealed class CandidateTable
{
    private readonly Availability _availability;
    private readonly PlanWeights _weights;
    private readonly List<int> _slots = [];
    private readonly List<int> _quarters = [];
    private readonly int[] _firstOfDay;
    private readonly int[] _takenBefore;
    private int[] _costs = [];

    public CandidateTable(Availability availability)
    {
        _availability = availability;
        _weights = availability.Request.Weights;
        Stride = MinPlus.Stride(Math.Max(1, availability.Monitors.Count));
        _firstOfDay = new int[availability.Horizon.Days + 1];
        _takenBefore = ChairSlotsTakenBefore();
        FindStarts();
        PriceStarts();
    }

    public int Count => _slots.Count;

    /// <summary>Length of a cost row, monitors padded to whole vectors.</summary>
    public int Stride { get; }

    /// <summary>The monitors by their place in a row.</summary>
    public IReadOnlyList<Availability.Monitor> Monitors => _availability.Monitors;

    /// <summary>The candidates of a day as a half-open range.</summary>
    public (int From, int Until) OfDay(int day) => (_firstOfDay[day], _firstOfDay[day + 1]);

    public bool HasAny(int day) => _firstOfDay[day] < _firstOfDay[day + 1];

    /// <summary>The relative slot of the start.</summary>
    public int SlotOf(int candidate) => _slots[candidate];

    /// <summary>The local quarter hour of the start.</summary>
    public int QuarterOf(int candidate) => _quarters[candidate];

    /// <summary>Cost by monitor, <see cref="MinPlus.Infinite"/> for those who can't.</summary>
    public ReadOnlySpan<int> CostsOf(int candidate) => _costs.AsSpan(candidate * Stride, Stride);

    /// <summary>What a start's time of day and weekday cost.</summary>
    public int PreferredTimesCost(int day, int quarter) =>
        (_availability.Wishes.Wants(_availability.Horizon.DateOf(day).DayOfWeek) ? 0 : _weights.UnwantedWeekday)
        + (_availability.Wishes.QuartersOff(quarter) * _weights.UnwantedTimePerSlot);

    /// <summary>What the load during the stay costs.</summary>
    public int LoadCost(int slot)
    {
        var stay = _availability.Request.Phases.Stay;
        var taken = _takenBefore[slot + stay] - _takenBefore[slot];
        return (int)(100L * taken / ((long)stay * _availability.ChairTaken.Count)) * _weights.LoadPerPercent;
    }

    /// <summary>What the monitor costs.</summary>
    public int PreferredMonitorCost(Guid monitor) =>
        _availability.Request.Preferences.PreferredMonitor is { } preferred && preferred != monitor ? _weights.UnwantedMonitor : 0;

    private int[] ChairSlotsTakenBefore()
    {
        var steps = new int[_availability.Horizon.Length + 64];
        foreach (var chair in _availability.ChairTaken)
            chair.CountEdges(steps);
        var before = new int[_availability.Horizon.Length + 1];
        for (int slot = 0, taken = 0; slot < _availability.Horizon.Length; slot++)
        {
            taken += steps[slot];
            before[slot + 1] = before[slot] + taken;
        }
        return before;
    }

    private void FindStarts()
    {
        var starts = _availability.SiteStarts();
        var monitored = _availability.Horizon.NoSlots();
        foreach (var monitor in Monitors)
            monitored.Or(monitor.Starts);
        starts.And(monitored);
        for (var day = 0; day < _availability.Horizon.Days; day++)
        {
            _firstOfDay[day] = _slots.Count;
            var date = _availability.Horizon.DateOf(day);
            if (!_availability.Wishes.IsAway(date) && !_availability.Wishes.RulesOut(date.DayOfWeek))
                FindStartsOf(day, starts);
        }
        _firstOfDay[^1] = _slots.Count;
    }

    private void FindStartsOf(int day, SlotBits starts)
    {
        var end = _availability.Horizon.EndOf(day);
        for (var slot = starts.Next(_availability.Horizon.StartOf(day), end); slot >= 0; slot = starts.Next(slot + 1, end))
        {
            var quarter = _availability.Horizon.QuarterOf(day, slot);
            if (_availability.Wishes.RulesOutQuarter(quarter))
                continue;
            _slots.Add(slot);
            _quarters.Add(quarter);
        }
    }

    private void PriceStarts()
    {
        _costs = new int[Count * Stride];
        Array.Fill(_costs, MinPlus.Infinite);
        for (var day = 0; day < _availability.Horizon.Days; day++)
        {
            for (var (at, until) = OfDay(day); at < until; at++)
            {
                var cost = PreferredTimesCost(day, _quarters[at]) + LoadCost(_slots[at]);
                for (var monitor = 0; monitor < Monitors.Count; monitor++)
                {
                    if (Monitors[monitor].Starts[_slots[at]])
                        _costs[(at * Stride) + monitor] = cost + PreferredMonitorCost(Monitors[monitor].Id);
                }
            }
        }
    }
}
