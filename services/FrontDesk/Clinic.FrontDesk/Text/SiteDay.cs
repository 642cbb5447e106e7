using Clinic.FrontDesk.Api;

namespace Clinic.FrontDesk.Text;

/// <summary>Dates as the clock on a site's wall has them.</summary>
internal static class SiteDay
{
    private const int DaysInWeek = 7;

    public static DateOnly Today(Site site, TimeProvider time) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), Zone(site)).DateTime);

    public static DateOnly Monday(DateOnly date) => date.AddDays(-(((int)date.DayOfWeek + DaysInWeek - 1) % DaysInWeek));

    /// <summary>The first instant of a date. Where the clock skips midnight, the offset before it is taken, which is a little early.</summary>
    public static DateTimeOffset Start(Site site, DateOnly date)
    {
        var midnight = date.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, Zone(site).GetUtcOffset(midnight));
    }

    private static TimeZoneInfo Zone(Site site) => TimeZoneInfo.FindSystemTimeZoneById(site.TimeZoneId);
}
