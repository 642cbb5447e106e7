namespace Clinic.Scheduling.Domain.Planning;

/// <summary>Everything the planner looks at. When part of a series is planned again, its own claims are left out by the caller.</summary>
public sealed record PlanningRequest
{
    /// <summary>When the site is open.</summary>
    public required SiteCalendar Site { get; init; }

    /// <summary>The protocol's phases.</summary>
    public required SessionPhases Phases { get; init; }

    /// <summary>What to place.</summary>
    public required SeriesTerms Series { get; init; }

    /// <summary>The site's chairs, in the order in which they should be filled.</summary>
    public required IReadOnlyList<ChairAvailability> Chairs { get; init; }

    /// <summary>The site's staff; between equally good monitors the earlier one is taken.</summary>
    public required IReadOnlyList<StaffAvailability> Staff { get; init; }

    /// <summary>Who may monitor.</summary>
    public required MonitorRule Monitor { get; init; }

    /// <summary>What must hold at the site in every slot of a stay.</summary>
    public IReadOnlyList<SiteRule> SiteRules { get; init; } = [];

    /// <summary>The patient's wishes.</summary>
    public PatientPreferences Preferences { get; init; } = PatientPreferences.None;

    /// <summary>What shortcomings cost.</summary>
    public PlanWeights Weights { get; init; } = PlanWeights.Default;

    /// <summary>How many plans are wanted, 1 to 1,000.</summary>
    public int Plans { get; init; } = 3;
}
