using NodaTime;

namespace Clinic.Scheduling.Domain.Waitlist;

/// <summary>A patient who waits for a series by a protocol that can't be booked as wished yet.</summary>
public sealed class WaitlistEntry
{
    /// <summary>The priority of whoever is not given another.</summary>
    public const int UsualPriority = 3;

    /// <summary>The last of the priorities; the first is 1.</summary>
    public const int LastPriority = 5;

    /// <summary>Key.</summary>
    public required Guid Id { get; init; }

    /// <summary>Who waits.</summary>
    public required Guid PatientId { get; init; }

    /// <summary>The clinic location.</summary>
    public required Guid SiteId { get; init; }

    /// <summary>The protocol's version that will be booked.</summary>
    public required Guid ProtocolId { get; init; }

    /// <summary>The protocol's code: a patient waits once for a protocol, whatever its versions.</summary>
    public required string ProtocolCode { get; init; }

    /// <summary>For a booster: the finished series of the same patient that it will follow; null for what begins a treatment.</summary>
    public Guid? FollowsSeriesId { get; init; }

    /// <summary>The ICD-10-CM code the series will be given for, or null when it was not stated.</summary>
    public string? Indication { get; init; }

    /// <summary>First date that would do, inclusive, in the site's zone.</summary>
    public required LocalDate EarliestDate { get; init; }

    /// <summary>Last date that would do, inclusive, in the site's zone.</summary>
    public required LocalDate LatestDate { get; init; }

    /// <summary>What the patient would like, as JSON in the words of the API; null without wishes.</summary>
    public string? Wishes { get; init; }

    /// <summary>1 is asked first, 5 last; between equals whoever waits longer.</summary>
    public required int Priority { get; init; }

    /// <summary>Since when the patient waits, UTC.</summary>
    public required Instant AddedAt { get; init; }

    /// <summary>Where it stands.</summary>
    public required WaitlistState State { get; set; }

    /// <summary>Since when it waits no longer, UTC.</summary>
    public Instant? ClosedAt { get; set; }

    /// <summary>What was booked through it.</summary>
    public Guid? SeriesId { get; set; }

    /// <summary>Grows with every change.</summary>
    public required int Version { get; set; }

    /// <summary>Ends the waiting.</summary>
    /// <param name="state">Why.</param>
    /// <param name="now">When.</param>
    /// <param name="seriesId">What was booked, if anything.</param>
    public void Close(WaitlistState state, Instant now, Guid? seriesId = null)
    {
        (State, ClosedAt, SeriesId) = (state, now, seriesId);
        Version++;
    }
}

/// <summary>Where an entry of the waitlist stands.</summary>
public enum WaitlistState
{
    /// <summary>The patient waits.</summary>
    Waiting,

    /// <summary>The patient has a series now, through an offer or otherwise.</summary>
    Booked,

    /// <summary>The patient does not want to wait any longer.</summary>
    Withdrawn,

    /// <summary>The last date that would do is over.</summary>
    Lapsed,
}
