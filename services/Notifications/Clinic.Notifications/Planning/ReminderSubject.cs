namespace Clinic.Notifications.Planning;

/// <summary>What planned reminders are about.</summary>
/// <param name="PatientId">Who gets them.</param>
/// <param name="SubjectId">The session, series, consent or invoice.</param>
/// <param name="SubjectVersion">Version of the session; 0 for others.</param>
internal sealed record ReminderSubject(Guid PatientId, Guid SubjectId, int SubjectVersion = 0)
{
    /// <summary>The zone to count in while the patient's own is unknown.</summary>
    public string? SiteTimeZoneId { get; init; }

    /// <summary>True when the times are wall-clock times of the recipient.</summary>
    public bool FollowsWallClock { get; init; }

    /// <summary>Values of the message as JSON.</summary>
    public string? Values { get; init; }

    /// <summary>A link, encrypted.</summary>
    public string? ProtectedLink { get; init; }
}
