using Clinic.Scheduling.Domain.Sites;
using Clinic.ServiceDefaults.Http;
using NodaTime;

namespace Clinic.Scheduling.Features.ApplyRoster;

/// <summary>The dates of a roster.</summary>
internal static class RosterDates
{
    private const int MostDays = 92;
    private const int MostDaysAhead = 730;

    /// <summary>What to say when they are out of order.</summary>
    public const string Hint = "The last date is not before the first, and a roster has at most 92 days.";

    public static bool AreOrdered(DateOnly? first, DateOnly? last) =>
        first is null || last is null || (last >= first && last.Value.DayNumber - first.Value.DayNumber < MostDays);

    /// <summary>Why shifts can't be made from a date on, or null.</summary>
    public static Refusal? WhyNot(Site site, LocalDate first, Instant now) => first switch
    {
        _ when first < site.DateOf(now) => Refusal.Invalid("firstDate", "The date lies in the past at the site."),
        _ when first > site.DateOf(now).PlusDays(MostDaysAhead) => Refusal.Invalid("firstDate", $"At most {MostDaysAhead} days ahead."),
        _ => null,
    };
}
