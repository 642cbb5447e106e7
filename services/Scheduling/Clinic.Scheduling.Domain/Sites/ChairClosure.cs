using NodaTime;

namespace Clinic.Scheduling.Domain.Sites;

/// <summary>A chair is out of service: [<see cref="StartsAt"/>, <see cref="EndsAt"/>). Sessions booked in it then are flagged; nothing new is placed there.</summary>
public sealed class ChairClosure
{
    /// <summary>Key.</summary>
    public required Guid Id { get; init; }

    /// <summary>The chair.</summary>
    public required Guid ChairId { get; init; }

    /// <summary>Start, UTC, inclusive.</summary>
    public required Instant StartsAt { get; init; }

    /// <summary>End, UTC, exclusive.</summary>
    public required Instant EndsAt { get; init; }

    /// <summary>Why, for people to read.</summary>
    public required string Reason { get; init; }
}
