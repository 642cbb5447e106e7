namespace Clinic.Scheduling.Domain.Planning.Search;

/// <summary>What two consecutive sessions cost together, one of which may be a kept neighbour; and what the finish costs.</summary>
internal sealed class Couplings(PlanningRequest request)
{
    /// <summary>Per change of monitor.</summary>
    public int ChangeOfMonitor { get; } = request.Weights.ChangeOfMonitor;

    /// <summary>Per quarter hour of difference.</summary>
    public int PerQuarter { get; } = request.Weights.TimeOfDayPerSlot;

    /// <summary>Cost of two starts in these local quarter hours.</summary>
    public int TimeOfDay(int one, int two) => Math.Abs(one - two) * PerQuarter;

    /// <summary>Cost of a start beside a kept session.</summary>
    public int TimeOfDay(FixedSession? kept, int quarter) =>
        kept?.Start is { } start ? TimeOfDay(Horizon.QuarterOf(start), quarter) : 0;

    /// <summary>Cost of a monitor beside a kept session.</summary>
    public int Monitor(FixedSession? kept, Guid monitor) => kept?.MonitorId is { } keeper && keeper != monitor ? ChangeOfMonitor : 0;

    /// <summary>Cost of a last session on this day of the horizon.</summary>
    public int Finish(int day) => day * request.Weights.FinishPerDay;

    /// <summary>A row of <see cref="Monitor"/> by monitor.</summary>
    public int[] MonitorRow(FixedSession? kept, CandidateTable table)
    {
        var row = new int[table.Stride];
        Array.Fill(row, MinPlus.Infinite);
        for (var monitor = 0; monitor < table.Monitors.Count; monitor++)
            row[monitor] = Monitor(kept, table.Monitors[monitor].Id);
        return row;
    }
}
