using NodaTime;

namespace Clinic.Scheduling.Domain.Sites;

/// <summary>A clinic location. Dates, wall-clock times and windows of its sessions are counted in its zone.</summary>
public sealed class Site
{
    /// <summary>How many patients are offered a place at the same time where the clinic has not said.</summary>
    public const int UsualWaitlistOffers = 3;

    /// <summary>In how many minutes an offer must be answered where the clinic has not said.</summary>
    public const int UsualWaitlistOfferMinutes = 60;

    /// <summary>Key.</summary>
    public required Guid Id { get; init; }

    /// <summary>Name for people, at most 200 characters.</summary>
    public required string Name { get; set; }

    /// <summary>IANA time zone; fixed, since booked sessions were promised in it.</summary>
    public required string TimeZoneId { get; init; }

    /// <summary>A cancellation by the patient with fewer hours than this to the start is late. Clinics publish 24, 48 or 72.</summary>
    public required int LateCancellationHours { get; set; }

    /// <summary>Hours before the first session by which the consent must be signed, or the chairs are released.</summary>
    public required int ConsentDeadlineHours { get; set; }

    /// <summary>How many patients on the waitlist may have an open offer at the same time, 1 to 20. The clinic's own choice.</summary>
    public int WaitlistOffers { get; set; } = UsualWaitlistOffers;

    /// <summary>Minutes in which such an offer must be answered, 5 to 2,880. The clinic's own choice.</summary>
    public int WaitlistOfferMinutes { get; set; } = UsualWaitlistOfferMinutes;

    /// <summary>Grows with every change.</summary>
    public required int Version { get; set; }

    /// <summary>When it is open, at most one opening per weekday; a weekday that is missing is closed.</summary>
    public ICollection<OpeningHours> Hours { get; init; } = [];

    /// <summary>Dates on which it is closed whatever the weekday says.</summary>
    public ICollection<SiteClosure> Closures { get; init; } = [];

    /// <summary>Who must be on site in every slot of every stay.</summary>
    public ICollection<StaffingRequirement> StaffingRules { get; init; } = [];

    /// <summary>The zone itself.</summary>
    /// <exception cref="NodaTime.TimeZones.DateTimeZoneNotFoundException">The id is not in this process's zone data.</exception>
    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[TimeZoneId];

    /// <summary>The local date on which an instant falls here.</summary>
    /// <param name="instant">The instant.</param>
    public LocalDate DateOf(Instant instant) => instant.InZone(Zone).Date;

    /// <summary>Whether it is open for a whole stay; hours and closures must be loaded.</summary>
    /// <param name="from">Start of the stay, inclusive.</param>
    /// <param name="until">End of the stay, exclusive; on the same local date, or its midnight.</param>
    public bool IsOpenFor(Instant from, Instant until)
    {
        var date = DateOf(from);
        return Closures.All(c => c.Date != date) && Hours.Any(h => h.Weekday == date.DayOfWeek
            && date.At(h.Opens).InZoneLeniently(Zone).ToInstant() <= from
            && until <= ClosingOn(date, h).ToInstant());
    }

    private ZonedDateTime ClosingOn(LocalDate date, OpeningHours hours) =>
        (hours.Closes == LocalTime.Midnight ? date.PlusDays(1).AtMidnight() : date.At(hours.Closes)).InZoneLeniently(Zone);
}
