using Clinic.Scheduling.Domain.Protocols;
using Clinic.Scheduling.Domain.Sites;
using Clinic.ServiceDefaults.Http;
using NodaTime;

namespace Clinic.Scheduling.Features.FindPlace;

/// <summary>The dates between which a series is sought.</summary>
internal static class SeriesWindow
{
    /// <summary>How far ahead anything may be booked; beyond it a date is a typing error.</summary>
    private const int MostDaysAhead = 730;

    private const int MostDays = 366;

    public const string Hint = "The latest date is not before the earliest, and at most 366 days after it.";

    public static bool IsOrdered(DateOnly? earliest, DateOnly? latest) =>
        latest is null || earliest is null || (latest >= earliest && latest.Value.DayNumber - earliest.Value.DayNumber <= MostDays);

    /// <summary>As <see cref="For(Site, Protocol, Instant, DateOnly, DateOnly?, PreferencesRequest?, int)"/>; refused too when a booster would come too early.</summary>
    public static Outcome<PlaceTask> For(
        SeriesSubject subject, Instant now, DateOnly earliestDate, DateOnly? latestDate, PreferencesRequest? preferences, int plans) =>
        subject.Follows?.Forbids(LocalDate.FromDateOnly(earliestDate), "earliestDate")
            ?? For(subject.Site, subject.Protocol, now, earliestDate, latestDate, preferences, plans);

    /// <summary>The window; refused when it begins before the site's today, or absurdly far ahead.</summary>
    public static Outcome<PlaceTask> For(
        Site site, Protocol protocol, Instant now, DateOnly earliestDate, DateOnly? latestDate, PreferencesRequest? preferences, int plans)
    {
        var (today, earliest) = (site.DateOf(now), LocalDate.FromDateOnly(earliestDate));
        if (earliest < today)
        {
            return Refusal.Invalid("earliestDate", "The date lies in the past at the site.");
        }

        if (earliest > today.PlusDays(MostDaysAhead))
        {
            return Refusal.Invalid("earliestDate", $"At most {MostDaysAhead} days ahead.");
        }

        return new PlaceTask
        {
            Earliest = earliest,
            Latest = latestDate is { } latest ? LocalDate.FromDateOnly(latest) : earliest.PlusDays(protocol.WindowDays),
            Preferences = preferences,
            Plans = plans,
        };
    }
}
