using NodaTime;

namespace Clinic.Scheduling.Domain.Planning;

/// <summary>One way to place the series.</summary>
/// <param name="Cost">What it costs, and why.</param>
/// <param name="Sessions">The sessions in order.</param>
public sealed record SeriesPlan(PlanCost Cost, IReadOnlyList<PlannedSession> Sessions);

/// <summary>A plan's cost in points by term; the weights are those of <see cref="PlanWeights"/>.</summary>
/// <param name="EarliestFinish">Days until the last session.</param>
/// <param name="SameTimeOfDay">Differences in local start between consecutive sessions, fixed neighbours included.</param>
/// <param name="SameMonitor">Changes of monitor between consecutive sessions, fixed neighbours included.</param>
/// <param name="PreferredTimes">Weekdays and times of day that weren't wished for.</param>
/// <param name="PreferredMonitor">Sessions without the preferred monitor.</param>
/// <param name="LevelLoad">How full the site already is during the stays.</param>
public sealed record PlanCost(
    int EarliestFinish, int SameTimeOfDay, int SameMonitor, int PreferredTimes, int PreferredMonitor, int LevelLoad)
{
    /// <summary>The sum: what the planner minimizes.</summary>
    public int Total => EarliestFinish + SameTimeOfDay + SameMonitor + PreferredTimes + PreferredMonitor + LevelLoad;
}

/// <summary>A planned session.</summary>
public sealed record PlannedSession
{
    /// <summary>Its number in the series.</summary>
    public required int Number { get; init; }

    /// <summary>Its local date.</summary>
    public required LocalDate Date { get; init; }

    /// <summary>Its start in the site's zone, with the offset that tells the two hours of an autumn night apart.</summary>
    public required ZonedDateTime Start { get; init; }

    /// <summary>The slots the patient is there.</summary>
    public required SlotRange Stay { get; init; }

    /// <summary>The hands-on slots at the start of the stay.</summary>
    public required SlotRange SetUp { get; init; }

    /// <summary>The slots under shared monitoring, which end the stay.</summary>
    public required SlotRange Shared { get; init; }

    /// <summary>The chair's slots: the stay and the turnover.</summary>
    public required SlotRange ChairTaken { get; init; }

    /// <summary>The chair.</summary>
    public required Guid ChairId { get; init; }

    /// <summary>The monitor.</summary>
    public required Guid MonitorId { get; init; }

    /// <summary>Exactly the claims to insert: chair first, then the monitor, each by slot.</summary>
    public required IReadOnlyList<PlannedClaim> Claims { get; init; }
}

/// <summary>One slot of one lane of one resource, to be claimed.</summary>
/// <param name="ResourceId">The chair or the monitor.</param>
/// <param name="Lane">Chair 0; monitor 0 hands-on, 1 to R shared.</param>
/// <param name="Slot">The slot.</param>
public readonly record struct PlannedClaim(Guid ResourceId, int Lane, int Slot);
