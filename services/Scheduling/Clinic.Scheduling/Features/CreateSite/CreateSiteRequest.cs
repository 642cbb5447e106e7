using Clinic.Scheduling.Domain.Sites;
using NodaTime.Extensions;

namespace Clinic.Scheduling.Features.CreateSite;

/// <summary>A clinic location to create, or what one should become.</summary>
/// <param name="Name">Name, at most 200 characters.</param>
/// <param name="TimeZoneId">IANA time zone; it can't be changed later.</param>
/// <param name="Hours">Opening by weekday, at most one per weekday.</param>
/// <param name="StaffingRules">Who must be on site in every slot of every stay; none by default.</param>
/// <param name="LateCancellationHours">0 to 336, default 24.</param>
/// <param name="ConsentDeadlineHours">0 to 336, default 24.</param>
/// <param name="WaitlistOffers">How many waiting patients are offered a place at the same time, 1 to 20, default 3.</param>
/// <param name="WaitlistOfferMinutes">Minutes in which an offer must be answered, 5 to 2880, default 60.</param>
internal sealed record CreateSiteRequest(
    string? Name,
    string? TimeZoneId,
    IReadOnlyList<OpeningRequest>? Hours,
    IReadOnlyList<StaffingRuleRequest>? StaffingRules,
    int? LateCancellationHours,
    int? ConsentDeadlineHours,
    int? WaitlistOffers = null,
    int? WaitlistOfferMinutes = null)
{
    public IEnumerable<OpeningHours> OpeningsOf(Guid siteId) => Hours!.Select(h => new OpeningHours
    {
        SiteId = siteId,
        Weekday = h.Weekday!.Value.ToIsoDayOfWeek(),
        Opens = h.Opens!.Value.ToLocalTime(),
        Closes = h.Closes!.Value.ToLocalTime(),
    });

    public IEnumerable<StaffingRequirement> RulesOf(Guid siteId) => (StaffingRules ?? []).Select(r => new StaffingRequirement
    {
        SiteId = siteId,
        Kind = r.Kind!.Value,
        Code = r.Code!,
        AtLeast = r.AtLeast!.Value,
    });
}

/// <summary>Opening on one weekday, in the site's time.</summary>
/// <param name="Weekday">The weekday.</param>
/// <param name="Opens">Inclusive.</param>
/// <param name="Closes">Exclusive; 00:00 is the end of the day.</param>
internal sealed record OpeningRequest(DayOfWeek? Weekday, TimeOnly? Opens, TimeOnly? Closes);

/// <summary>A staffing rule, for example kind <c>credential</c>, code <c>BLS</c>, at least 2.</summary>
/// <param name="Kind">What is counted.</param>
/// <param name="Code">A role (nurse, prescriber, technician) or a credential.</param>
/// <param name="AtLeast">1 to 50.</param>
internal sealed record StaffingRuleRequest(StaffingRequirementKind? Kind, string? Code, int? AtLeast);
