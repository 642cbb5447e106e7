using NodaTime;

namespace Clinic.Scheduling.Domain.Sessions;

/// <summary>A booked series of infusions.</summary>
public sealed class Series
{
    /// <summary>Key.</summary>
    public required Guid Id { get; init; }

    /// <summary>The patient.</summary>
    public required Guid PatientId { get; init; }

    /// <summary>The clinic location.</summary>
    public required Guid SiteId { get; init; }

    /// <summary>The protocol's version it follows.</summary>
    public required Guid ProtocolId { get; init; }

    /// <summary>The finished series of the same patient that this one boosters, or null when it begins a treatment.</summary>
    public Guid? FollowsSeriesId { get; init; }

    /// <summary>The ICD-10-CM code it is given for, or null when it was not stated at booking.</summary>
    public string? Indication { get; init; }

    /// <summary>When it was booked, UTC.</summary>
    public required Instant BookedAt { get; init; }

    /// <summary>Where it stands.</summary>
    public required SeriesState State { get; set; }

    /// <summary>Grows with every change of its own state.</summary>
    public required int Version { get; set; }

    /// <summary>Its sessions.</summary>
    public ICollection<InfusionSession> Sessions { get; init; } = [];

    /// <summary>Closes the series when nothing of it is still to come. All of its sessions must be loaded.</summary>
    public void Settle()
    {
        if (State != SeriesState.Booked || Sessions.Any(s => !s.IsOver))
        {
            return;
        }

        State = Sessions.Any(s => s.State == SessionState.Completed) ? SeriesState.Completed : SeriesState.Cancelled;
        Version++;
    }
}

/// <summary>Where a series stands.</summary>
public enum SeriesState
{
    /// <summary>Something is still to come.</summary>
    Booked,

    /// <summary>Nothing is to come, and at least one infusion was given.</summary>
    Completed,

    /// <summary>Nothing is to come, and no infusion was given.</summary>
    Cancelled,
}
