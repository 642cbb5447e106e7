namespace Clinic.Contracts.Scheduling;

/// <summary>The patient was checked in for a session.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="SeriesId">Its series.</param>
/// <param name="PatientId">The patient.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record PatientCheckedIn(Guid SessionId, Guid SeriesId, Guid PatientId, DateTimeOffset OccurredAt);

/// <summary>An infusion began to run.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="SeriesId">Its series.</param>
/// <param name="PatientId">The patient.</param>
/// <param name="StartedAt">Actual start of the infusion, UTC.</param>
public sealed record InfusionStarted(Guid SessionId, Guid SeriesId, Guid PatientId, DateTimeOffset StartedAt);

/// <summary>An infusion ended. Billing charges it from the actual start and stop.</summary>
/// <param name="SessionId">The session; it is charged once, however often this arrives.</param>
/// <param name="SeriesId">Its series.</param>
/// <param name="PatientId">The patient.</param>
/// <param name="SiteId">The clinic location.</param>
/// <param name="SiteTimeZoneId">The site's IANA time zone; the date of service is counted in it.</param>
/// <param name="ProtocolCode">Code of the protocol, as in <see cref="SeriesBooked"/>.</param>
/// <param name="ProtocolVersion">Version of the protocol.</param>
/// <param name="SessionNumber">Place in the series, from 1.</param>
/// <param name="StartedAt">Actual start, UTC, inclusive.</param>
/// <param name="StoppedAt">Actual stop, UTC, exclusive; null when nobody recorded one (billed as a push).</param>
/// <param name="DrugCode">Code of the drug given, for example <c>ketamine</c>.</param>
/// <param name="DoseMilligrams">Milligrams given.</param>
/// <param name="OccurredAt">When it was recorded, UTC.</param>
public sealed record InfusionCompleted(
    Guid SessionId,
    Guid SeriesId,
    Guid PatientId,
    Guid SiteId,
    string SiteTimeZoneId,
    string ProtocolCode,
    int ProtocolVersion,
    int SessionNumber,
    DateTimeOffset StartedAt,
    DateTimeOffset? StoppedAt,
    string DrugCode,
    decimal DoseMilligrams,
    DateTimeOffset OccurredAt);

/// <summary>The patient did not come.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="SeriesId">Its series.</param>
/// <param name="PatientId">The patient.</param>
/// <param name="SiteId">The clinic location.</param>
/// <param name="StartsAt">When the session should have started, UTC.</param>
/// <param name="OccurredAt">When it was recorded, UTC.</param>
public sealed record InfusionMissed(
    Guid SessionId,
    Guid SeriesId,
    Guid PatientId,
    Guid SiteId,
    DateTimeOffset StartsAt,
    DateTimeOffset OccurredAt);
