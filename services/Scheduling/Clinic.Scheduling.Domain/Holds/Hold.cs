using NodaTime;

namespace Clinic.Scheduling.Domain.Holds;

/// <summary>A plan that is kept for some minutes: its chairs and monitors are claimed, and nobody else gets them until it ends.</summary>
public sealed class Hold
{
    /// <summary>Key; the claims name it.</summary>
    public required Guid Id { get; init; }

    /// <summary>The patient. The patient's own time is not claimed: somebody may choose between two held plans.</summary>
    public required Guid PatientId { get; init; }

    /// <summary>The clinic location.</summary>
    public required Guid SiteId { get; init; }

    /// <summary>The protocol's version.</summary>
    public required Guid ProtocolId { get; init; }

    /// <summary>The series that the held one will follow, or null.</summary>
    public Guid? FollowsSeriesId { get; init; }

    /// <summary>The ICD-10-CM code the series will be given for, or null when it was not stated.</summary>
    public string? Indication { get; init; }

    /// <summary>When it was placed, UTC.</summary>
    public required Instant PlacedAt { get; init; }

    /// <summary>When it ends by itself, UTC, exclusive: at this instant it no longer holds anything.</summary>
    public required Instant ExpiresAt { get; init; }

    /// <summary>Where it stands. A hold whose time is over may still say <see cref="HoldState.Held"/> until somebody needs its place.</summary>
    public required HoldState State { get; set; }

    /// <summary>Grows with every change.</summary>
    public required int Version { get; set; }

    /// <summary>What it keeps.</summary>
    public ICollection<HeldSession> Sessions { get; init; } = [];

    /// <summary>Where it really stands at an instant.</summary>
    /// <param name="now">The instant.</param>
    public HoldState StateAt(Instant now) => State == HoldState.Held && ExpiresAt <= now ? HoldState.Expired : State;
}

/// <summary>One session of a held plan: the stay [<see cref="StartsAt"/>, <see cref="EndsAt"/>).</summary>
public sealed class HeldSession
{
    /// <summary>The hold.</summary>
    public required Guid HoldId { get; init; }

    /// <summary>Place in the series, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Start of set-up, UTC, inclusive.</summary>
    public required Instant StartsAt { get; init; }

    /// <summary>End of recovery, UTC, exclusive.</summary>
    public required Instant EndsAt { get; init; }

    /// <summary>The chair.</summary>
    public required Guid ChairId { get; init; }

    /// <summary>The monitor.</summary>
    public required Guid MonitorId { get; init; }
}

/// <summary>Where a hold stands.</summary>
public enum HoldState
{
    /// <summary>It keeps its place.</summary>
    Held,

    /// <summary>It became a series.</summary>
    Confirmed,

    /// <summary>It was given back.</summary>
    Released,

    /// <summary>Its time was over.</summary>
    Expired,
}
