using NodaTime;

namespace Clinic.Scheduling.Domain.Sessions;

/// <summary>One infusion of a series: the stay [<see cref="StartsAt"/>, <see cref="EndsAt"/>) from set-up to the end of recovery.</summary>
public sealed partial class InfusionSession
{
    /// <summary>Key.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its series.</summary>
    public required Guid SeriesId { get; init; }

    /// <summary>The patient.</summary>
    public required Guid PatientId { get; init; }

    /// <summary>The clinic location.</summary>
    public required Guid SiteId { get; init; }

    /// <summary>Place in the series, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Start of set-up, UTC, inclusive.</summary>
    public required Instant StartsAt { get; set; }

    /// <summary>End of recovery, UTC, exclusive; the chair's turnover comes after it.</summary>
    public required Instant EndsAt { get; set; }

    /// <summary>The chair.</summary>
    public required Guid ChairId { get; set; }

    /// <summary>The monitor.</summary>
    public required Guid MonitorId { get; set; }

    /// <summary>Where it stands.</summary>
    public required SessionState State { get; set; }

    /// <summary>What it lacks since the roster, its chair or its day changed.</summary>
    public CoverNeed CoverNeed { get; set; }

    /// <summary>When the patient confirmed to come at this time, UTC; null also after a move to another time.</summary>
    public Instant? ConfirmedAt { get; set; }

    /// <summary>What was recorded at check-in, or null before.</summary>
    public CheckIn? CheckIn { get; set; }

    /// <summary>When the patient was checked in, UTC.</summary>
    public Instant? CheckedInAt { get; set; }

    /// <summary>Milligrams: computed at the start, what was really given after completion.</summary>
    public decimal? DoseMilligrams { get; set; }

    /// <summary>Actual start of the infusion, UTC, inclusive.</summary>
    public Instant? StartedAt { get; set; }

    /// <summary>Actual stop of the infusion, UTC, exclusive; null also when nobody recorded one.</summary>
    public Instant? StoppedAt { get; set; }

    /// <summary>Side effects that were seen.</summary>
    public IReadOnlyList<SideEffect> SideEffects { get; set; } = [];

    /// <summary>When it was completed, missed or cancelled, UTC.</summary>
    public Instant? ClosedAt { get; set; }

    /// <summary>Why it was cancelled.</summary>
    public CancelReason? CancelReason { get; set; }

    /// <summary>Whether it was cancelled inside the site's late window.</summary>
    public bool CancelledLate { get; set; }

    /// <summary>Grows with every change.</summary>
    public required int Version { get; set; }

    /// <summary>Whether nothing more can happen to it.</summary>
    public bool IsOver => State is SessionState.Completed or SessionState.Missed or SessionState.Cancelled;
}
