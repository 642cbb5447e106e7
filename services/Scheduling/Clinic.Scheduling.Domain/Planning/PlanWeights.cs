namespace Clinic.Scheduling.Domain.Planning;

/// <summary>
/// What a plan's shortcomings cost, in points; a plan's cost is their sum (<see cref="PlanCost"/>). Each weight is 0 to
/// 10,000. The defaults are the project's own judgement, not a clinical number: a day later weighs as much as an hour's difference in
/// time of day, and a change of nurse a little less.
/// </summary>
public sealed record PlanWeights
{
    /// <summary>The defaults.</summary>
    public static PlanWeights Default { get; } = new();

    /// <summary>Per day from the window's first date to the last session's date.</summary>
    public int FinishPerDay { get; init; } = 40;

    /// <summary>Per quarter of an hour by which the local start differs from that of the session before.</summary>
    public int TimeOfDayPerSlot { get; init; } = 10;

    /// <summary>Per session whose monitor is another than that of the session before.</summary>
    public int ChangeOfMonitor { get; init; } = 30;

    /// <summary>Per session on a weekday that wasn't wished for.</summary>
    public int UnwantedWeekday { get; init; } = 120;

    /// <summary>Per quarter of an hour from a session's local start to the nearest wished-for start of that day.</summary>
    public int UnwantedTimePerSlot { get; init; } = 15;

    /// <summary>Per session with another monitor than the preferred one.</summary>
    public int UnwantedMonitor { get; init; } = 60;

    /// <summary>Per session and percent (rounded down) of the site's chair slots during the stay that are already taken.</summary>
    public int LoadPerPercent { get; init; } = 1;
}
