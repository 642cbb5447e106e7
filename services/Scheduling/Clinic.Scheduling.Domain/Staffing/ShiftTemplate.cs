using NodaTime;

namespace Clinic.Scheduling.Domain.Staffing;

/// <summary>A shift that somebody has on the same weekdays again and again. It is a plan only: nothing relies on it until a roster makes shifts of it.</summary>
public sealed class ShiftTemplate
{
    /// <summary>Key.</summary>
    public required Guid Id { get; init; }

    /// <summary>Who; fixed.</summary>
    public required Guid StaffId { get; init; }

    /// <summary>Where; fixed.</summary>
    public required Guid SiteId { get; init; }

    /// <summary>The weekdays on which the shift starts.</summary>
    public required IReadOnlyList<IsoDayOfWeek> Weekdays { get; set; }

    /// <summary>Start in the site's local time, inclusive.</summary>
    public required LocalTime StartsAt { get; set; }

    /// <summary>End in the site's local time, exclusive; at or before the start it is that of the next day.</summary>
    public required LocalTime EndsAt { get; set; }

    /// <summary>First local date, inclusive. The weeks are counted from the week (Monday to Sunday) that it lies in.</summary>
    public required LocalDate ValidFrom { get; set; }

    /// <summary>Last local date, inclusive; null while nobody has ended it.</summary>
    public required LocalDate? ValidUntil { get; set; }

    /// <summary>1 is every week, 2 every other one.</summary>
    public required int EveryWeeks { get; set; }

    /// <summary>Grows with every change.</summary>
    public required int Version { get; set; }

    /// <summary>Whether a shift of it starts on a date.</summary>
    /// <param name="date">The site's local date.</param>
    public bool FallsOn(LocalDate date) =>
        date >= ValidFrom
        && (ValidUntil is not { } last || date <= last)
        && Weekdays.Contains(date.DayOfWeek)
        && Period.DaysBetween(MondayOf(ValidFrom), MondayOf(date)) / 7 % EveryWeeks == 0;

    /// <summary>
    /// The times of the shift that starts on a date: as long as the wall clock says, so an hour shorter or longer in the nights on which
    /// the clocks change. A time that the clocks skip counts as moved forward by the gap; one that occurs twice is the earlier. So two
    /// shifts that follow one another always do.
    /// </summary>
    /// <param name="date">The site's local date.</param>
    /// <param name="zone">The site's zone.</param>
    /// <returns>Start, inclusive, and end, exclusive. A start that was moved can come after the end; <see cref="ShiftRule"/> refuses that.</returns>
    public (Instant Start, Instant End) On(LocalDate date, DateTimeZone zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var lastDate = EndsAt <= StartsAt ? date.PlusDays(1) : date;
        return (zone.AtLeniently(date + StartsAt).ToInstant(), zone.AtLeniently(lastDate + EndsAt).ToInstant());
    }

    private static LocalDate MondayOf(LocalDate date) => date.With(DateAdjusters.PreviousOrSame(IsoDayOfWeek.Monday));
}
