using NodaTime;

namespace Clinic.Notifications.Persistence;

internal enum TrackedSessionState
{
    Booked,
    Cancelled,
    Completed,
}

/// <summary>What this service knows of a visit. Events may arrive in any order, so a row may start with a move or a cancellation.</summary>
internal sealed class TrackedSession
{
    public required Guid SessionId { get; init; }

    public required Guid SeriesId { get; init; }

    public required Guid PatientId { get; init; }

    /// <summary>The site's IANA zone, in which the patient reads the time; null until the booking arrives.</summary>
    public string? SiteTimeZoneId { get; set; }

    /// <summary>Start, UTC, inclusive; null until a booking or a move told it.</summary>
    public Instant? StartsAt { get; set; }

    /// <summary>End, UTC, exclusive.</summary>
    public Instant? EndsAt { get; set; }

    /// <summary>0 as booked; then the version of the newest move.</summary>
    public int SessionVersion { get; set; }

    public required TrackedSessionState State { get; set; }

    public required int Version { get; set; }
}
