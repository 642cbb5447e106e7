using Clinic.Scheduling.Domain.Planning;
using Clinic.Scheduling.Domain.Sites;
using NodaTime;

namespace Clinic.Scheduling.Features.FindPlace;

/// <summary>A site's hours and closures as the planner's calendar.</summary>
internal static class SiteDays
{
    /// <summary>The days from first to last, both inclusive.</summary>
    public static SiteCalendar Of(Site site, LocalDate first, LocalDate last)
    {
        var hours = site.Hours.ToDictionary(h => h.Weekday);
        var closures = site.Closures.ToDictionary(c => c.Date, c => c.Reason);
        var days = new Dictionary<LocalDate, SiteDay>();
        for (var date = first; date <= last; date = date.PlusDays(1))
        {
            days[date] = closures.TryGetValue(date, out var reason) ? SiteDay.Closed(reason)
                : hours.TryGetValue(date.DayOfWeek, out var open) ? SiteDay.OpenBetween(date, open.Opens, open.Closes, site.Zone)
                : SiteDay.Closed($"closed on {date.DayOfWeek}s");
        }

        return new SiteCalendar(site.Zone, days);
    }
}
