namespace Clinic.Contracts.Scheduling;

/// <summary>A place became free, and a waiting patient may take it: the first to accept gets it, nothing is held.</summary>
/// <param name="OfferId">The offer.</param>
/// <param name="EntryId">The entry of the waitlist that it answers.</param>
/// <param name="PatientId">Who may take it.</param>
/// <param name="SiteId">The clinic location.</param>
/// <param name="SiteTimeZoneId">The site's IANA time zone.</param>
/// <param name="Sessions">The offered times, by number.</param>
/// <param name="ProtectedOfferLink">The link under which the patient answers, encrypted (purpose <c>Clinic.OfferLink.v1</c>): whoever holds the link can answer.</param>
/// <param name="ExpiresAt">When the offer ends by itself, UTC, exclusive.</param>
/// <param name="OccurredAt">When it was made, UTC.</param>
public sealed record WaitlistPlaceOffered(
    Guid OfferId,
    Guid EntryId,
    Guid PatientId,
    Guid SiteId,
    string SiteTimeZoneId,
    IReadOnlyList<OfferedTime> Sessions,
    string ProtectedOfferLink,
    DateTimeOffset ExpiresAt,
    DateTimeOffset OccurredAt);

/// <summary>One session of an offered series.</summary>
/// <param name="Number">Its place in the series, from 1.</param>
/// <param name="StartsAt">Start of set-up, UTC, inclusive.</param>
/// <param name="EndsAt">End of recovery, UTC, exclusive.</param>
public sealed record OfferedTime(int Number, DateTimeOffset StartsAt, DateTimeOffset EndsAt);

/// <summary>An offer ended without the patient's answer.</summary>
/// <param name="OfferId">The offer.</param>
/// <param name="EntryId">The entry of the waitlist.</param>
/// <param name="PatientId">Who had it.</param>
/// <param name="ReasonCode">Why, as a stable code: <c>taken</c> (the place is no longer free, mostly since somebody else was faster), <c>expired</c>, <c>entry-closed</c> (the patient waits no longer).</param>
/// <param name="OccurredAt">When it ended, UTC.</param>
public sealed record WaitlistOfferWithdrawn(Guid OfferId, Guid EntryId, Guid PatientId, string ReasonCode, DateTimeOffset OccurredAt);

/// <summary>A patient answered an offer, by the link or on the phone. An accepted one is booked: <see cref="SeriesBooked"/> says what.</summary>
/// <param name="OfferId">The offer.</param>
/// <param name="EntryId">The entry of the waitlist.</param>
/// <param name="PatientId">Who answered.</param>
/// <param name="AnswerCode">As a stable code: <c>accepted</c>, <c>declined</c>.</param>
/// <param name="OccurredAt">When it was answered, UTC.</param>
public sealed record WaitlistOfferAnswered(Guid OfferId, Guid EntryId, Guid PatientId, string AnswerCode, DateTimeOffset OccurredAt);
