using NodaTime;

namespace Clinic.Notifications.Tests.Rig;

internal static class Times
{
    public static DateTimeZone NewYork { get; } = DateTimeZoneProviders.Tzdb["America/New_York"];

    /// <summary>Monday, 2 August 2027, 10:00 in New York.</summary>
    public static Instant MondayMorning { get; } = Local(2027, 8, 2, 10, 0);

    public static Instant Local(int year, int month, int day, int hour, int minute) =>
        new LocalDateTime(year, month, day, hour, minute).InZoneStrictly(NewYork).ToInstant();
}
