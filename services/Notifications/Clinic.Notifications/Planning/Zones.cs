using Clinic.Notifications.Persistence;
using NodaTime;

namespace Clinic.Notifications.Planning;

/// <summary>Finds the zone that a message's time is counted in.</summary>
internal static class Zones
{
    /// <summary>The zone with an IANA id.</summary>
    /// <exception cref="NodaTime.TimeZones.DateTimeZoneNotFoundException">There is none.</exception>
    public static DateTimeZone Of(string id) => DateTimeZoneProviders.Tzdb[id];

    /// <summary>The recipient's zone, else the site's, else UTC: a message without a zone still has to be planned.</summary>
    public static DateTimeZone Of(Recipient? recipient, string? siteTimeZoneId) =>
        (recipient?.TimeZoneId ?? siteTimeZoneId) is { } id ? Of(id) : DateTimeZone.Utc;
}
