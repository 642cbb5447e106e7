using Clinic.Scheduling.Features.BookSeries;
using Clinic.Scheduling.Features.FindPlace;
using FluentValidation;

namespace Clinic.Scheduling.Features.HoldPlan;

/// <summary>A plan to keep: found as a booking finds it, or exactly the given sessions.</summary>
/// <param name="PatientId">The patient.</param>
/// <param name="SiteId">The clinic location.</param>
/// <param name="ProtocolId">The protocol's version.</param>
/// <param name="Indication">The ICD-10-CM code it is given for; one that the protocol is meant for.</param>
/// <param name="EarliestDate">First date, inclusive, in the site's zone; today or later.</param>
/// <param name="LatestDate">Last date, inclusive; by default the protocol's window.</param>
/// <param name="Preferences">What the patient would like.</param>
/// <param name="Sessions">Exactly these sessions, in order, as many as the protocol has infusions.</param>
/// <param name="Minutes">How long to keep it, 1 to 60, default 10.</param>
/// <param name="FollowsSeriesId">For a booster: the finished series of the same patient that it follows.</param>
internal sealed record HoldRequest(
    Guid? PatientId,
    Guid? SiteId,
    Guid? ProtocolId,
    string? Indication,
    DateOnly? EarliestDate,
    DateOnly? LatestDate,
    PreferencesRequest? Preferences,
    IReadOnlyList<ExactSessionRequest>? Sessions,
    int? Minutes,
    Guid? FollowsSeriesId = null)
    : BookSeriesRequest(
        PatientId, SiteId, ProtocolId, Indication, EarliestDate, LatestDate, Preferences, Sessions, FollowsSeriesId: FollowsSeriesId);

internal sealed class HoldValidator : AbstractValidator<HoldRequest>
{
    private const int MostMinutes = 60;

    public HoldValidator(TimeProvider time)
    {
        Include(new BookSeriesValidator(time));
        RuleFor(r => r.HoldId).Null().WithMessage("A hold can't hold a hold.");
        RuleFor(r => r.Minutes).InclusiveBetween(1, MostMinutes);
    }
}
