namespace Clinic.Scheduling.Domain.Repair;

/// <summary>What a repair does with a session.</summary>
public enum RepairKind
{
    /// <summary>Nothing has to change: what it lacked is there again.</summary>
    Keep,

    /// <summary>Another monitor or chair at the same time; the patient isn't disturbed.</summary>
    Reassign,

    /// <summary>Another time within the gaps of its series.</summary>
    Move,
}

/// <summary>A session with its new place.</summary>
/// <param name="Id">The session.</param>
/// <param name="Kind">What changes.</param>
/// <param name="Start">First slot of the stay.</param>
/// <param name="ChairId">The chair.</param>
/// <param name="MonitorId">The monitor.</param>
/// <param name="Cost">What it costs in points of <see cref="RepairCosts"/>.</param>
public sealed record RepairedSession(Guid Id, RepairKind Kind, int Start, Guid ChairId, Guid MonitorId, int Cost);

/// <summary>A session for which there is no place.</summary>
/// <param name="Id">The session.</param>
/// <param name="Reasons">Why, for people to read; names nobody. Never empty.</param>
public sealed record UnplacedSession(Guid Id, IReadOnlyList<string> Reasons);

/// <summary>A repair of all affected sessions together: any part of it that moves nobody into a place another one leaves stands alone.</summary>
/// <param name="Placed">The sessions with a place, in the order of the request.</param>
/// <param name="Unplaced">The sessions without, in the order of the request.</param>
/// <param name="Cost">The sum in points of <see cref="RepairCosts"/>.</param>
/// <param name="Bound">No repair costs less, among the times that were weighed.</param>
public sealed record RepairPlan(
    IReadOnlyList<RepairedSession> Placed, IReadOnlyList<UnplacedSession> Unplaced, long Cost, long Bound)
{
    /// <summary>Whether it is proven that none is better.</summary>
    public bool IsProvenBest => Cost == Bound;
}
