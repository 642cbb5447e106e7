using NodaTime;

namespace Clinic.Scheduling.Domain.Waitlist;

/// <summary>By when an offer must be answered.</summary>
public static class OfferDeadline
{
    // Patients get no text messages from 20:00 to 09:00 of their own time (the default quiet hours of the notifications service; United
    // States law asks for 21:00 to 08:00, 47 CFR 64.1200(c)(1), and some states for more).
    private static readonly LocalTime Morning = new(9, 0);
    private static readonly LocalTime Evening = new(20, 0);

    /// <summary>The site's minutes, counted from when a message may reach the patient: nobody loses a place while asleep.</summary>
    /// <param name="offeredAt">When the offer is made.</param>
    /// <param name="zone">The patient's zone.</param>
    /// <param name="minutes">The site's minutes.</param>
    public static Instant For(Instant offeredAt, DateTimeZone zone, int minutes) =>
        ReachableFrom(offeredAt, zone) + Duration.FromMinutes(minutes);

    private static Instant ReachableFrom(Instant at, DateTimeZone zone)
    {
        var local = at.InZone(zone).LocalDateTime;
        return local.TimeOfDay < Morning ? (local.Date + Morning).InZoneLeniently(zone).ToInstant()
            : local.TimeOfDay >= Evening ? (local.Date.PlusDays(1) + Morning).InZoneLeniently(zone).ToInstant()
            : at;
    }
}
