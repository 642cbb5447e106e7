using NodaTime;

namespace Clinic.Scheduling.Domain.Planning;

/// <summary>What the patient asked for. Soft wishes cost points (<see cref="PlanWeights"/>); required ones and dates away hold.</summary>
public sealed record PatientPreferences
{
    /// <summary>No wish at all.</summary>
    public static PatientPreferences None { get; } = new();

    /// <summary>Wanted weekdays; empty is any.</summary>
    public IReadOnlyList<IsoDayOfWeek> Weekdays { get; init; } = [];

    /// <summary>Whether other weekdays are out of the question, rather than just less welcome.</summary>
    public bool WeekdaysRequired { get; init; }

    /// <summary>Wanted local times for the start of a session; empty is any.</summary>
    public IReadOnlyList<LocalTimeRange> Times { get; init; } = [];

    /// <summary>Whether other times are out of the question, rather than just less welcome.</summary>
    public bool TimesRequired { get; init; }

    /// <summary>Local dates on which no session may be.</summary>
    public IReadOnlyCollection<LocalDate> DatesAway { get; init; } = [];

    /// <summary>The monitor the patient would like, or null.</summary>
    public Guid? PreferredMonitor { get; init; }
}

/// <summary>A half-open range of local time within one day.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="Until">Exclusive; midnight is the end of the day.</param>
public readonly record struct LocalTimeRange(LocalTime From, LocalTime Until)
{
    /// <summary>Whether <paramref name="time"/> lies inside.</summary>
    public bool Contains(LocalTime time) => time >= From && (time < Until || Until == LocalTime.Midnight);
}
