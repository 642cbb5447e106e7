using NodaTime;

namespace Clinic.Scheduling.Domain.Waitlist;

/// <summary>
/// A place that a waiting patient may take, as others may who were asked at the same time: nothing is held, the first to accept gets it.
/// </summary>
public sealed class WaitlistOffer
{
    /// <summary>Key.</summary>
    public required Guid Id { get; init; }

    /// <summary>The entry it answers; an entry has one open offer at most.</summary>
    public required Guid EntryId { get; init; }

    /// <summary>Who may take it.</summary>
    public required Guid PatientId { get; init; }

    /// <summary>The clinic location.</summary>
    public required Guid SiteId { get; init; }

    /// <summary>SHA-256 of the link's token, hex. The token itself is kept nowhere.</summary>
    public required string TokenSha256 { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required Instant OfferedAt { get; init; }

    /// <summary>When it ends by itself, UTC, exclusive: at this instant it can't be accepted any more.</summary>
    public required Instant ExpiresAt { get; init; }

    /// <summary>Where it stands. One whose time is over may still say <see cref="OfferState.Open"/> until somebody looks.</summary>
    public required OfferState State { get; set; }

    /// <summary>When it was answered or ended, UTC.</summary>
    public Instant? ClosedAt { get; set; }

    /// <summary>Grows with every change.</summary>
    public required int Version { get; set; }

    /// <summary>What is offered: the times; chairs and monitors are found when it is accepted.</summary>
    public ICollection<OfferedSession> Sessions { get; init; } = [];

    /// <summary>Where it really stands at an instant.</summary>
    /// <param name="now">The instant.</param>
    public OfferState StateAt(Instant now) => State == OfferState.Open && ExpiresAt <= now ? OfferState.Expired : State;

    /// <summary>Ends it.</summary>
    /// <param name="state">How.</param>
    /// <param name="now">When.</param>
    public void Close(OfferState state, Instant now)
    {
        (State, ClosedAt) = (state, now);
        Version++;
    }
}

/// <summary>One session of an offered series: the stay [<see cref="StartsAt"/>, <see cref="EndsAt"/>).</summary>
public sealed class OfferedSession
{
    /// <summary>The offer.</summary>
    public required Guid OfferId { get; init; }

    /// <summary>Place in the series, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Start of set-up, UTC, inclusive.</summary>
    public required Instant StartsAt { get; init; }

    /// <summary>End of recovery, UTC, exclusive.</summary>
    public required Instant EndsAt { get; init; }
}

/// <summary>Where an offer stands.</summary>
public enum OfferState
{
    /// <summary>It can be accepted.</summary>
    Open,

    /// <summary>It was accepted, and the series is booked.</summary>
    Accepted,

    /// <summary>The patient did not want it.</summary>
    Declined,

    /// <summary>Somebody else got the place.</summary>
    Taken,

    /// <summary>Nobody answered in time.</summary>
    Expired,

    /// <summary>The patient does not wait any longer.</summary>
    Withdrawn,
}
