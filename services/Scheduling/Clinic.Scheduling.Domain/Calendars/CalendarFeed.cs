using NodaTime;

namespace Clinic.Scheduling.Domain.Calendars;

/// <summary>
/// A secret link under which a calendar program reads one calendar: that of a member of staff or that of a series, never both. It shows
/// nothing else, and works until it is revoked.
/// </summary>
public sealed class CalendarFeed
{
    /// <summary>Key.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose shifts and sessions it shows, or null.</summary>
    public Guid? StaffId { get; init; }

    /// <summary>The series whose sessions it shows, or null.</summary>
    public Guid? SeriesId { get; init; }

    /// <summary>SHA-256 of the link's token, hex. The token itself is kept nowhere.</summary>
    public required string TokenSha256 { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required Instant CreatedAt { get; init; }

    /// <summary>When it was revoked, UTC, or null while it works.</summary>
    public Instant? RevokedAt { get; set; }

    /// <summary>Grows with every change.</summary>
    public required int Version { get; set; }
}
