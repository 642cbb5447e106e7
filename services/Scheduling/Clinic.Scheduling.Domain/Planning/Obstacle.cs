using NodaTime;

namespace Clinic.Scheduling.Domain.Planning;

/// <summary>A rule that keeps a session off a date.</summary>
/// <param name="Kind">Which rule.</param>
/// <param name="Date">The local date.</param>
/// <param name="Text">The same for people to read, date included; names nobody.</param>
public sealed record Obstacle(ObstacleKind Kind, LocalDate Date, string Text)
{
    /// <summary>The role, credential, staff label or reason that the rule is about, or null.</summary>
    public string? Subject { get; init; }

    /// <summary>The local time from which (or at which) it binds, or null for the whole day.</summary>
    public LocalTime? At { get; init; }

    /// <summary>How many the rule asks for, or null.</summary>
    public int? Needed { get; init; }

    /// <summary>How many there are, or null.</summary>
    public int? Found { get; init; }
}

/// <summary>The rules that can keep a session off a date.</summary>
public enum ObstacleKind
{
    /// <summary>The series doesn't fit between the first and last date, or between the sessions that are kept.</summary>
    WindowTooShort,

    /// <summary>The patient is away.</summary>
    PatientAway,

    /// <summary>The site is closed; the subject is the reason.</summary>
    SiteClosed,

    /// <summary>Whatever would fit is already past.</summary>
    InThePast,

    /// <summary>A weekday the patient ruled out.</summary>
    WeekdayNotWanted,

    /// <summary>Times of day the patient ruled out.</summary>
    TimeOfDayNotWanted,

    /// <summary>The stay would reach past closing time.</summary>
    CrossesClosing,

    /// <summary>The stay or its turnover would reach past local midnight.</summary>
    CrossesMidnight,

    /// <summary>No chair is free for long enough.</summary>
    ChairsFull,

    /// <summary>A site rule fails: too few people on shift.</summary>
    SiteRuleUnmet,

    /// <summary>Nobody with a role that may monitor is on shift.</summary>
    NoMonitorOnShift,

    /// <summary>Somebody is on shift when the stay starts, but nobody until it ends.</summary>
    ShiftEndsDuringStay,

    /// <summary>Those on shift don't hold the credential.</summary>
    NoMonitorWithCredential,

    /// <summary>Those on shift hold the credential, but it has expired by then.</summary>
    CredentialExpired,

    /// <summary>Every monitor who could is busy.</summary>
    MonitorsBusy,

    /// <summary>The date has a place, but none of the session before within the gaps.</summary>
    GapsUnmet,
}
