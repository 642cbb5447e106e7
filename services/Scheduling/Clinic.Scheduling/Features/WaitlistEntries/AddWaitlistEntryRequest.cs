using Clinic.Scheduling.Domain.Waitlist;
using Clinic.Scheduling.Features.FindPlace;
using Clinic.Scheduling.Features.Shared;
using FluentValidation;

namespace Clinic.Scheduling.Features.WaitlistEntries;

/// <summary>A patient who will wait for a series.</summary>
/// <param name="PatientId">The patient; waits once for a protocol, whatever its versions.</param>
/// <param name="SiteId">The clinic location.</param>
/// <param name="ProtocolId">The protocol's version that will be booked.</param>
/// <param name="Indication">The ICD-10-CM code it is given for; one that the protocol is meant for.</param>
/// <param name="EarliestDate">First date that would do, inclusive, in the site's zone; today or later.</param>
/// <param name="LatestDate">Last date that would do, inclusive; by default the protocol's window.</param>
/// <param name="Preferences">What the patient would like.</param>
/// <param name="Priority">1 is asked first, 5 last, default 3; between equals whoever waits longer.</param>
/// <param name="FollowsSeriesId">For a booster: the finished series of the same patient that it follows.</param>
internal sealed record AddWaitlistEntryRequest(
    Guid? PatientId,
    Guid? SiteId,
    Guid? ProtocolId,
    string? Indication,
    DateOnly? EarliestDate,
    DateOnly? LatestDate,
    PreferencesRequest? Preferences,
    int? Priority,
    Guid? FollowsSeriesId = null);

internal sealed class AddWaitlistEntryValidator : AbstractValidator<AddWaitlistEntryRequest>
{
    public AddWaitlistEntryValidator()
    {
        RuleFor(r => r.PatientId).NotNull();
        RuleFor(r => r.SiteId).NotNull();
        RuleFor(r => r.ProtocolId).NotNull();
        RuleFor(r => r.Indication).Icd10();
        RuleFor(r => r.EarliestDate).NotNull();
        RuleFor(r => r.LatestDate).Must((r, latest) => SeriesWindow.IsOrdered(r.EarliestDate, latest)).WithMessage(SeriesWindow.Hint);
        RuleFor(r => r.Preferences!).SetValidator(new PreferencesValidator()).When(r => r.Preferences is not null);
        RuleFor(r => r.Priority).InclusiveBetween(1, WaitlistEntry.LastPriority);
    }
}
