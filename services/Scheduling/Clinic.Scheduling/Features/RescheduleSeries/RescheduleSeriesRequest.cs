using Clinic.Scheduling.Features.FindPlace;
using FluentValidation;

namespace Clinic.Scheduling.Features.RescheduleSeries;

/// <summary>Where the rest of a series should go: the best plan in a window, with the protocol's gaps also to the sessions that stay.</summary>
/// <param name="FromNumber">The first session to move, from 1; everything still to come after it moves too.</param>
/// <param name="EarliestDate">First date, inclusive, in the site's zone; today or later.</param>
/// <param name="LatestDate">Last date, inclusive; by default the protocol's window.</param>
/// <param name="Preferences">What the patient would like.</param>
internal sealed record RescheduleSeriesRequest(
    int? FromNumber, DateOnly? EarliestDate, DateOnly? LatestDate, PreferencesRequest? Preferences);

internal sealed class RescheduleSeriesValidator : AbstractValidator<RescheduleSeriesRequest>
{
    public RescheduleSeriesValidator()
    {
        RuleFor(r => r.FromNumber).NotNull().GreaterThanOrEqualTo(1);
        RuleFor(r => r.EarliestDate).NotNull();
        RuleFor(r => r.LatestDate).Must((r, latest) => SeriesWindow.IsOrdered(r.EarliestDate, latest)).WithMessage(SeriesWindow.Hint);
        RuleFor(r => r.Preferences!).SetValidator(new PreferencesValidator()).When(r => r.Preferences is not null);
    }
}
