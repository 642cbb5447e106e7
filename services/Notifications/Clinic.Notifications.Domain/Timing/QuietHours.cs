using NodaTime;

namespace Clinic.Notifications.Domain.Timing;

/// <summary>
/// The hours of the recipient's wall clock in which nothing is sent. Federal law (47 CFR 64.1200(c)(1)) asks for 21:00 to
/// 08:00; some states are stricter, hence the default of 20:00 to 09:00.
/// </summary>
/// <param name="From">First quiet moment, inclusive.</param>
/// <param name="Until">First moment that is not quiet any more. Equal to <paramref name="From"/> means never quiet.</param>
public sealed record QuietHours(LocalTime From, LocalTime Until)
{
    /// <summary>20:00 to 09:00.</summary>
    public static QuietHours Default { get; } = new(new LocalTime(20, 0), new LocalTime(9, 0));

    /// <summary>Never quiet.</summary>
    public static QuietHours None { get; } = new(LocalTime.Midnight, LocalTime.Midnight);

    /// <summary>Whether the wall clock is in the quiet hours.</summary>
    /// <param name="time">What the wall clock shows.</param>
    public bool Contain(LocalTime time) => From <= Until
        ? From <= time && time < Until
        : time >= From || time < Until;

    /// <summary>Whether an instant is in the quiet hours of a zone.</summary>
    /// <param name="instant">The instant.</param>
    /// <param name="zone">The recipient's zone.</param>
    public bool Contain(Instant instant, DateTimeZone zone) => Contain(instant.InZone(zone).TimeOfDay);
}
