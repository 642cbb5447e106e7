using NodaTime;

namespace Clinic.Scheduling.Domain.Planning;

/// <summary>When a site is open.</summary>
/// <param name="Zone">The site's time zone; every local date and time of a request is in it.</param>
/// <param name="Days">
/// Opening by date. A date that is missing counts as closed, its hours unknown. Dates after the series' window are used only to
/// find out whether a later window would help.
/// </param>
public sealed record SiteCalendar(DateTimeZone Zone, IReadOnlyDictionary<LocalDate, SiteDay> Days);

/// <summary>One date of a site.</summary>
/// <param name="Open">Open slots, closures and holidays already taken out. What lies outside the local date is ignored.</param>
/// <param name="ClosedReason">Why the site is closed, for people to read ("holiday: Thanksgiving"); null on an open day.</param>
public sealed record SiteDay(IReadOnlyList<SlotRange> Open, string? ClosedReason = null)
{
    /// <summary>A day without opening.</summary>
    /// <param name="reason">Why, for people to read.</param>
    public static SiteDay Closed(string reason) => new([], reason);

    /// <summary>A day with one opening in local time.</summary>
    /// <param name="date">The local date.</param>
    /// <param name="from">Opens, inclusive.</param>
    /// <param name="until">Closes, exclusive; midnight is the end of the day.</param>
    /// <param name="zone">The site's zone.</param>
    public static SiteDay OpenBetween(LocalDate date, LocalTime from, LocalTime until, DateTimeZone zone) =>
        new([Slots.Between(date, from, until, zone)]);
}
