namespace Clinic.Contracts.Notifications;

/// <summary>A message left for a patient.</summary>
/// <param name="ReminderId">The reminder.</param>
/// <param name="PatientId">The patient.</param>
/// <param name="SubjectId">The session, consent or invoice it is about.</param>
/// <param name="Kind">Stable code: <c>consent-request</c>, <c>session-reminder-24h</c>, <c>check-in-next-day</c> and so on.</param>
/// <param name="Channel"><c>sms</c> or <c>email</c>.</param>
/// <param name="OccurredAt">When it was handed to the provider, UTC.</param>
public sealed record ReminderSent(
    Guid ReminderId,
    Guid PatientId,
    Guid SubjectId,
    string Kind,
    string Channel,
    DateTimeOffset OccurredAt);

/// <summary>The patient confirmed a session by answering a reminder.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="PatientId">The patient.</param>
/// <param name="OccurredAt">When the answer arrived, UTC.</param>
/// <param name="StartsAt">The start that the patient was last told, UTC: an answer to an older time confirms nothing. Null from older senders.</param>
public sealed record PatientConfirmedSession(Guid SessionId, Guid PatientId, DateTimeOffset OccurredAt, DateTimeOffset? StartsAt = null);
