using Clinic.Scheduling.Features.FindPlace;
using FluentValidation;

namespace Clinic.Scheduling.Features.SearchSeries;

/// <summary>A series to find plans for.</summary>
/// <param name="PatientId">The patient.</param>
/// <param name="SiteId">The clinic location.</param>
/// <param name="ProtocolId">The protocol's version.</param>
/// <param name="EarliestDate">First date, inclusive, in the site's zone; today or later.</param>
/// <param name="LatestDate">Last date, inclusive; by default the protocol's window.</param>
/// <param name="Preferences">What the patient would like.</param>
/// <param name="Limit">How many plans, 1 to 10, default 3.</param>
/// <param name="FollowsSeriesId">For a booster: the finished series of the same patient that it follows.</param>
internal sealed record SearchSeriesRequest(
    Guid? PatientId,
    Guid? SiteId,
    Guid? ProtocolId,
    DateOnly? EarliestDate,
    DateOnly? LatestDate,
    PreferencesRequest? Preferences,
    int? Limit,
    Guid? FollowsSeriesId = null);

internal sealed class SearchSeriesValidator : AbstractValidator<SearchSeriesRequest>
{
    private const int MostPlans = 10;

    public SearchSeriesValidator()
    {
        RuleFor(r => r.PatientId).NotNull();
        RuleFor(r => r.SiteId).NotNull();
        RuleFor(r => r.ProtocolId).NotNull();
        RuleFor(r => r.EarliestDate).NotNull();
        RuleFor(r => r.LatestDate).Must((r, latest) => SeriesWindow.IsOrdered(r.EarliestDate, latest)).WithMessage(SeriesWindow.Hint);
        RuleFor(r => r.Preferences!).SetValidator(new PreferencesValidator()).When(r => r.Preferences is not null);
        RuleFor(r => r.Limit).InclusiveBetween(1, MostPlans);
    }
}
