using Clinic.Notifications.Domain.Reminders;
using NodaTime;

namespace Clinic.Notifications.Persistence;

internal enum ReminderState
{
    /// <summary>Due at <see cref="Reminder.DueAt"/>.</summary>
    Scheduled,

    /// <summary>Its patient is unknown so far or has no address for the channel.</summary>
    Waiting,

    /// <summary>An email that goes out only if the text message of the same kind fails.</summary>
    Standby,

    /// <summary>A process has taken it and may be calling the provider.</summary>
    Sending,

    /// <summary>The provider took it.</summary>
    Sent,

    /// <summary>Somebody must find out whether the provider took it, before anything else happens.</summary>
    InDoubt,

    /// <summary>The provider refused it for good.</summary>
    Failed,

    /// <summary>Its reason has gone.</summary>
    Cancelled,

    /// <summary>Its time has gone.</summary>
    Lapsed,
}

/// <summary>A message for a patient, from the plan to its end. Hangfire only wakes us up: this row is what counts.</summary>
internal sealed class Reminder
{
    public required Guid Id { get; init; }

    public required Guid PatientId { get; init; }

    /// <summary>The session, series, consent or invoice it is about.</summary>
    public required Guid SubjectId { get; init; }

    /// <summary>Version of the session it was planned for; 0 for other subjects. Part of the key that forbids planning it twice.</summary>
    public required int SubjectVersion { get; init; }

    /// <summary>0 as planned; then counts how often the front desk asked for it once more. Part of the same key.</summary>
    public int Copy { get; init; }

    public required string Kind { get; init; }

    public required Channel Channel { get; init; }

    /// <summary>The ideal time, UTC.</summary>
    public required Instant WantedAt { get; set; }

    /// <summary>Exclusive end, UTC: it is of no use from here on.</summary>
    public required Instant NotAfter { get; set; }

    /// <summary>The zone that <see cref="WantedAt"/> was computed in.</summary>
    public required string TimeZoneId { get; set; }

    /// <summary>True when <see cref="WantedAt"/> is a wall-clock time of the recipient and moves when the recipient's zone changes.</summary>
    public required bool FollowsWallClock { get; init; }

    /// <summary>The whole minute in which it is to be sent, UTC.</summary>
    public required Instant DueAt { get; set; }

    public required ReminderState State { get; set; }

    /// <summary>Why the last decision about it was made: a code of <c>Reasons</c>.</summary>
    public string? Reason { get; set; }

    /// <summary>Values only this message needs (dates, numbers) as JSON; no personal data.</summary>
    public string? Values { get; init; }

    /// <summary>A link that lets its holder act for the patient, encrypted; opened only to render.</summary>
    public string? ProtectedLink { get; init; }

    public int Attempts { get; set; }

    public Instant? SentAt { get; set; }

    /// <summary>When the provider reported that it arrived, UTC; null while that is unknown.</summary>
    public Instant? DeliveredAt { get; set; }

    /// <summary>True when the front desk decided, with a reason in the audit log, that it may ring in quiet hours.</summary>
    public bool IgnoresQuietHours { get; set; }

    public required Instant PlannedAt { get; init; }

    /// <summary>Concurrency token; grows with every change.</summary>
    public required int Version { get; set; }

    /// <summary>Nothing has left yet and it may still be changed.</summary>
    public bool IsPending => State is ReminderState.Scheduled or ReminderState.Waiting or ReminderState.Standby;

    /// <summary>Moves it to a state for a reason.</summary>
    public void Become(ReminderState state, string? reason)
    {
        State = state;
        Reason = reason;
        Version++;
    }
}
