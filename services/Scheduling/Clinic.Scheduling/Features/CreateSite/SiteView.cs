using Clinic.Scheduling.Domain.Sites;
using Clinic.ServiceDefaults.Http;
using NodaTime.Extensions;

namespace Clinic.Scheduling.Features.CreateSite;

/// <summary>A clinic location.</summary>
/// <param name="Id">Key.</param>
/// <param name="Name">Name.</param>
/// <param name="TimeZoneId">IANA time zone.</param>
/// <param name="LateCancellationHours">A cancellation by the patient with fewer hours than this to the start is late.</param>
/// <param name="ConsentDeadlineHours">Hours before the first session by which the consent must be signed.</param>
/// <param name="WaitlistOffers">How many waiting patients are offered a place at the same time.</param>
/// <param name="WaitlistOfferMinutes">Minutes in which an offer must be answered.</param>
/// <param name="Hours">Opening by weekday; a missing weekday is closed.</param>
/// <param name="StaffingRules">Who must be on site in every slot of every stay.</param>
/// <param name="Closures">Dates on which it is closed.</param>
/// <param name="Version">Version, also the ETag.</param>
internal sealed record SiteView(
    Guid Id,
    string Name,
    string TimeZoneId,
    int LateCancellationHours,
    int ConsentDeadlineHours,
    int WaitlistOffers,
    int WaitlistOfferMinutes,
    IReadOnlyList<OpeningView> Hours,
    IReadOnlyList<StaffingRuleView> StaffingRules,
    IReadOnlyList<ClosureView> Closures,
    int Version) : IVersioned
{
    public static SiteView Of(Site site) => new(
        site.Id,
        site.Name,
        site.TimeZoneId,
        site.LateCancellationHours,
        site.ConsentDeadlineHours,
        site.WaitlistOffers,
        site.WaitlistOfferMinutes,
        [.. site.Hours.OrderBy(h => h.Weekday).Select(OpeningView.Of)],
        [.. site.StaffingRules.Select(r => new StaffingRuleView(r.Kind, r.Code, r.AtLeast))],
        [.. site.Closures.OrderBy(c => c.Date).Select(c => new ClosureView(c.Date.ToDateOnly(), c.Reason))],
        site.Version);
}

/// <summary>Opening on one weekday, in the site's time.</summary>
/// <param name="Weekday">The weekday.</param>
/// <param name="Opens">Inclusive.</param>
/// <param name="Closes">Exclusive; 00:00 is the end of the day.</param>
internal sealed record OpeningView(DayOfWeek Weekday, TimeOnly Opens, TimeOnly Closes)
{
    public static OpeningView Of(OpeningHours hours) => new(hours.Weekday.ToDayOfWeek(), hours.Opens.ToTimeOnly(), hours.Closes.ToTimeOnly());
}

/// <summary>A staffing rule.</summary>
/// <param name="Kind">What is counted.</param>
/// <param name="Code">The role or credential.</param>
/// <param name="AtLeast">How many.</param>
internal sealed record StaffingRuleView(StaffingRequirementKind Kind, string Code, int AtLeast);

/// <summary>A closure.</summary>
/// <param name="Date">The site's local date.</param>
/// <param name="Reason">Why.</param>
internal sealed record ClosureView(DateOnly Date, string Reason);
