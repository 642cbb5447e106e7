using NodaTime;

namespace Clinic.Scheduling.Domain.Planning;

/// <summary>What has to be placed: a whole series, or the part of one that is planned again.</summary>
public sealed record SeriesTerms
{
    /// <summary>Sessions to place, 1 to 60.</summary>
    public required int Sessions { get; init; }

    /// <summary>Least days between consecutive sessions' dates, at least 1 (1 is the next day).</summary>
    public required int LeastGapDays { get; init; }

    /// <summary>Greatest days between consecutive sessions' dates, inclusive.</summary>
    public required int GreatestGapDays { get; init; }

    /// <summary>First local date that a session may have.</summary>
    public required LocalDate Earliest { get; init; }

    /// <summary>Last local date that a session may have, inclusive; at most 366 days after the first.</summary>
    public required LocalDate Latest { get; init; }

    /// <summary>No session starts before this instant, whatever the window says.</summary>
    public required Instant NotBefore { get; init; }

    /// <summary>The number that the first session to place carries in its series.</summary>
    public int FirstNumber { get; init; } = 1;

    /// <summary>The session before, already given or kept: the gap to it holds, and so do the habits of time and monitor.</summary>
    public FixedSession? Previous { get; init; }

    /// <summary>The session after, which is kept: the gap to it holds, and so do the habits of time and monitor.</summary>
    public FixedSession? Next { get; init; }
}

/// <summary>A session of the series that stays where it is.</summary>
/// <param name="Date">Its local date; may lie outside the window.</param>
/// <param name="Start">Its local start, or null when its time of day should not count in the cost.</param>
/// <param name="MonitorId">Its monitor, or null when its monitor should not count in the cost.</param>
public sealed record FixedSession(LocalDate Date, LocalTime? Start = null, Guid? MonitorId = null);
