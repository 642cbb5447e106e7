using NodaTime;

namespace Clinic.Scheduling.Domain.Staffing;

/// <summary>A stretch of time during which a member of staff is at a site: [<see cref="StartsAt"/>, <see cref="EndsAt"/>).</summary>
public sealed class Shift
{
    /// <summary>Key.</summary>
    public required Guid Id { get; init; }

    /// <summary>Who.</summary>
    public required Guid StaffId { get; init; }

    /// <summary>Where.</summary>
    public required Guid SiteId { get; init; }

    /// <summary>Start, UTC, inclusive.</summary>
    public required Instant StartsAt { get; set; }

    /// <summary>End, UTC, exclusive.</summary>
    public required Instant EndsAt { get; set; }

    /// <summary>Whether it still stands.</summary>
    public required ShiftState State { get; set; }

    /// <summary>Grows with every change, and with every booking that relies on the shift.</summary>
    public required int Version { get; set; }

    /// <summary>
    /// What a booking names that relies on the shift. It is renewed, and the row thereby locked, whenever the shift comes to promise
    /// less than a booking may have seen: other times, a credential lost, a chair or a day closed under it.
    /// </summary>
    public required Guid Stamp { get; set; }

    /// <summary>Whether the whole stay lies inside.</summary>
    /// <param name="from">Start of the stay, inclusive.</param>
    /// <param name="until">End of the stay, exclusive.</param>
    public bool Covers(Instant from, Instant until) => StartsAt <= from && until <= EndsAt;
}

/// <summary>Whether a shift stands.</summary>
public enum ShiftState
{
    /// <summary>Bookings may rely on it.</summary>
    Planned,

    /// <summary>The person won't come; nothing may rely on it any more.</summary>
    CalledOut,

    /// <summary>It was planned by mistake or given up; nothing may rely on it any more.</summary>
    Deleted,
}
