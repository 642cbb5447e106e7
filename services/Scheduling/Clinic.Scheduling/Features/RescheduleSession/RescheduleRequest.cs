using Clinic.Scheduling.Features.BookSeries;
using Clinic.Scheduling.Features.FindPlace;
using FluentValidation;

namespace Clinic.Scheduling.Features.RescheduleSession;

/// <summary>
/// Where a session should go: with <paramref name="StartsAt"/> exactly there, with <paramref name="EarliestDate"/> to the best place in a
/// window. The gaps to the sessions before and after hold either way.
/// </summary>
/// <param name="StartsAt">Start of set-up with an offset, on a quarter of an hour, in the future.</param>
/// <param name="ChairId">With a start: the chair, by default the first that is free.</param>
/// <param name="MonitorId">With a start: the monitor, by default the best one who can.</param>
/// <param name="EarliestDate">First date, inclusive, in the site's zone.</param>
/// <param name="LatestDate">Last date, inclusive; by default as late as the gaps allow.</param>
/// <param name="Preferences">With a window: what the patient would like.</param>
internal sealed record RescheduleRequest(
    DateTimeOffset? StartsAt,
    Guid? ChairId,
    Guid? MonitorId,
    DateOnly? EarliestDate,
    DateOnly? LatestDate,
    PreferencesRequest? Preferences);

internal sealed class RescheduleValidator : AbstractValidator<RescheduleRequest>
{
    public RescheduleValidator(TimeProvider time)
    {
        var exact = new ExactSessionValidator(time);
        RuleFor(r => r.StartsAt).NotNull().When(r => r.EarliestDate is null).WithMessage("Give a start, or an earliest date.");
        RuleFor(r => r.StartsAt).Null().When(r => r.EarliestDate is not null).WithMessage("Give a start or an earliest date, not both.");
        RuleFor(r => r.StartsAt).Custom((start, context) =>
        {
            foreach (var failure in exact.Validate(new ExactSessionRequest(start, null, null)).Errors.Where(_ => start is not null))
            {
                context.AddFailure(nameof(RescheduleRequest.StartsAt), failure.ErrorMessage);
            }
        });
        RuleFor(r => r.ChairId).Null().When(r => r.EarliestDate is not null).WithMessage("A chair goes with a start.");
        RuleFor(r => r.MonitorId).Null().When(r => r.EarliestDate is not null).WithMessage("A monitor goes with a start.");
        RuleFor(r => r.LatestDate).Must((r, latest) => SeriesWindow.IsOrdered(r.EarliestDate, latest)).WithMessage(SeriesWindow.Hint);
        RuleFor(r => r.Preferences!).SetValidator(new PreferencesValidator()).When(r => r.Preferences is not null);
    }
}
