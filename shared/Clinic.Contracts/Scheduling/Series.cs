namespace Clinic.Contracts.Scheduling;

/// <summary>A whole series of infusions was booked: every session has its chair and its monitor.</summary>
/// <param name="SeriesId">The series.</param>
/// <param name="PatientId">The patient.</param>
/// <param name="SiteId">The clinic location.</param>
/// <param name="SiteTimeZoneId">The site's IANA time zone.</param>
/// <param name="ProtocolCode">Stable code of the protocol, for example <c>KET-IND-6</c>.</param>
/// <param name="ProtocolVersion">Version of the protocol that the series follows.</param>
/// <param name="Sessions">The sessions, by number.</param>
/// <param name="BookedAt">When it was booked, UTC.</param>
public sealed record SeriesBooked(
    Guid SeriesId,
    Guid PatientId,
    Guid SiteId,
    string SiteTimeZoneId,
    string ProtocolCode,
    int ProtocolVersion,
    IReadOnlyList<BookedSession> Sessions,
    DateTimeOffset BookedAt);

/// <summary>One infusion session of a booked series.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Number">Its place in the series, from 1.</param>
/// <param name="StartsAt">Start of set-up, UTC, inclusive.</param>
/// <param name="EndsAt">End of recovery, UTC, exclusive.</param>
/// <param name="InfusionMinutes">Planned minutes of the infusion itself.</param>
public sealed record BookedSession(Guid SessionId, int Number, DateTimeOffset StartsAt, DateTimeOffset EndsAt, int InfusionMinutes);

/// <summary>One session was moved to another time. Reminders for the old time are void.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="SeriesId">Its series.</param>
/// <param name="PatientId">The patient.</param>
/// <param name="SessionVersion">Grows with every change of this session; a consumer ignores a version older than the one it holds.</param>
/// <param name="StartsAt">New start of set-up, UTC, inclusive.</param>
/// <param name="EndsAt">New end of recovery, UTC, exclusive.</param>
/// <param name="OccurredAt">When it happened, UTC.</param>
public sealed record SessionRescheduled(
    Guid SessionId,
    Guid SeriesId,
    Guid PatientId,
    int SessionVersion,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    DateTimeOffset OccurredAt);

/// <summary>A session was cancelled in time: no fee follows from it.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="SeriesId">Its series.</param>
/// <param name="PatientId">The patient.</param>
/// <param name="ReasonCode">Why, as a stable code: <c>patient-request</c>, <c>clinic-request</c>, <c>consent-withdrawn</c>, <c>consent-missing</c>.</param>
/// <param name="OccurredAt">When it was cancelled, UTC.</param>
public sealed record SessionCancelled(Guid SessionId, Guid SeriesId, Guid PatientId, string ReasonCode, DateTimeOffset OccurredAt);

/// <summary>A session was cancelled inside the site's late-cancellation window: a fee may follow.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="SeriesId">Its series.</param>
/// <param name="PatientId">The patient.</param>
/// <param name="SiteId">The clinic location.</param>
/// <param name="ReasonCode">Why, as in <see cref="SessionCancelled"/>.</param>
/// <param name="StartsAt">When the session would have started, UTC.</param>
/// <param name="OccurredAt">When it was cancelled, UTC.</param>
public sealed record SessionCancelledLate(
    Guid SessionId,
    Guid SeriesId,
    Guid PatientId,
    Guid SiteId,
    string ReasonCode,
    DateTimeOffset StartsAt,
    DateTimeOffset OccurredAt);

/// <summary>Booked sessions lost their monitor: a shift was called out, shortened or deleted.</summary>
/// <param name="ShiftId">The shift that changed.</param>
/// <param name="SiteId">The clinic location.</param>
/// <param name="StaffId">The monitor who is no longer there.</param>
/// <param name="SessionIds">Every affected session.</param>
/// <param name="OccurredAt">When it happened, UTC.</param>
public sealed record MonitorCoverageLost(
    Guid ShiftId,
    Guid SiteId,
    Guid StaffId,
    IReadOnlyList<Guid> SessionIds,
    DateTimeOffset OccurredAt);

/// <summary>Booked sessions lost their place: their chair was put out of service, or the site closed on their day or changed its hours or rules.</summary>
/// <param name="SiteId">The clinic location.</param>
/// <param name="ChairId">The chair, or null when it is about the whole site.</param>
/// <param name="SessionIds">Every affected session.</param>
/// <param name="OccurredAt">When it happened, UTC.</param>
public sealed record SessionPlaceLost(Guid SiteId, Guid? ChairId, IReadOnlyList<Guid> SessionIds, DateTimeOffset OccurredAt);
