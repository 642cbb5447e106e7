using Clinic.Scheduling.Domain.Planning;
using Clinic.Scheduling.Features.FindPlace;
using Clinic.Scheduling.Features.Shared;
using FluentValidation;
using NodaTime;

namespace Clinic.Scheduling.Features.BookSeries;

/// <summary>
/// A series to book: with <paramref name="EarliestDate"/> the best plan in the window, looking again when somebody else is
/// faster; with <paramref name="Sessions"/> precisely those.
/// </summary>
/// <param name="PatientId">The patient.</param>
/// <param name="SiteId">The clinic location.</param>
/// <param name="ProtocolId">The protocol's version.</param>
/// <param name="Indication">The ICD-10-CM code it is given for; one that the protocol is meant for.</param>
/// <param name="EarliestDate">First date, inclusive, in the site's zone; today or later.</param>
/// <param name="LatestDate">Last date, inclusive; by default the protocol's window.</param>
/// <param name="Preferences">What the patient would like.</param>
/// <param name="Sessions">Exactly these sessions, in order, as many as the protocol has infusions.</param>
/// <param name="HoldId">Confirms this hold, which knows everything else: then nothing else may be given.</param>
/// <param name="FollowsSeriesId">For a booster: the finished series of the same patient that it follows.</param>
internal record BookSeriesRequest(
    Guid? PatientId,
    Guid? SiteId,
    Guid? ProtocolId,
    string? Indication,
    DateOnly? EarliestDate,
    DateOnly? LatestDate,
    PreferencesRequest? Preferences,
    IReadOnlyList<ExactSessionRequest>? Sessions,
    Guid? HoldId = null,
    Guid? FollowsSeriesId = null)
{
    /// <summary>What a hold knows.</summary>
    public static BookSeriesRequest OfHold(Guid holdId) => new(null, null, null, null, null, null, null, null, holdId);
}

/// <summary>A session at exactly this time.</summary>
/// <param name="StartsAt">Start of set-up with an offset, on a quarter of an hour, in the future.</param>
/// <param name="ChairId">The chair; by default the first that is free.</param>
/// <param name="MonitorId">The monitor; by default the best one who can.</param>
internal sealed record ExactSessionRequest(DateTimeOffset? StartsAt, Guid? ChairId, Guid? MonitorId);

internal sealed class BookSeriesValidator : AbstractValidator<BookSeriesRequest>
{
    public BookSeriesValidator(TimeProvider time)
    {
        When(r => r.HoldId is null, () => RequirePlace(time)).Otherwise(() => RuleFor(r => r.HoldId)
            .Must((r, id) => r == BookSeriesRequest.OfHold(id!.Value)).WithMessage("A hold knows everything else; give nothing beside it."));
    }

    private void RequirePlace(TimeProvider time)
    {
        RuleFor(r => r.PatientId).NotNull();
        RuleFor(r => r.SiteId).NotNull();
        RuleFor(r => r.ProtocolId).NotNull();
        RuleFor(r => r.Indication).Icd10();
        RuleFor(r => r.EarliestDate).NotNull().When(r => r.Sessions is null).WithMessage("Give an earliest date, or exact sessions.");
        RuleFor(r => r.EarliestDate).Null().When(r => r.Sessions is not null).WithMessage("Give an earliest date or exact sessions, not both.");
        RuleFor(r => r.LatestDate).Must((r, latest) => SeriesWindow.IsOrdered(r.EarliestDate, latest)).WithMessage(SeriesWindow.Hint);
        RuleFor(r => r.Preferences!).SetValidator(new PreferencesValidator()).When(r => r.Preferences is not null);
        RuleForEach(r => r.Sessions).NotNull().SetValidator(new ExactSessionValidator(time));
        RuleFor(r => r.Sessions).Must(AreInOrder).WithMessage("The sessions come in the order of their starts, the last at most 366 days after the first.");
    }

    private static bool AreInOrder(IReadOnlyList<ExactSessionRequest>? sessions)
    {
        var starts = sessions?.Select(s => s?.StartsAt).ToList() ?? [];
        return starts.Contains(null)
            || (starts.Zip(starts.Skip(1)).All(pair => pair.First < pair.Second)
                && (starts.Count == 0 || starts[^1] - starts[0] <= TimeSpan.FromDays(366)));
    }
}

internal sealed class ExactSessionValidator : AbstractValidator<ExactSessionRequest>
{
    private static readonly TimeSpan MostAhead = TimeSpan.FromDays(730);

    public ExactSessionValidator(TimeProvider time) => RuleFor(s => s.StartsAt).NotNull()
        .Must(start => start is null || start > time.GetUtcNow()).WithMessage("The start lies in the past.")
        .Must(start => start is null || start < time.GetUtcNow() + MostAhead).WithMessage("At most 730 days ahead.")
        .Must(start => start is null || IsOnGrid(start.Value)).WithMessage("A session starts on a quarter of an hour.");

    private static bool IsOnGrid(DateTimeOffset start)
    {
        var instant = Instant.FromDateTimeOffset(start);
        return Slots.StartOf(Slots.At(instant)) == instant;
    }
}
