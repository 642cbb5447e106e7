using NodaTime;

namespace Clinic.Scheduling.Domain.Repair;

/// <summary>A repair as it was proposed, for people to look at before it is applied.</summary>
public sealed class RepairProposal
{
    /// <summary>Key.</summary>
    public required Guid Id { get; init; }

    /// <summary>The clinic location.</summary>
    public required Guid SiteId { get; init; }

    /// <summary>When it was proposed, UTC.</summary>
    public required Instant ProposedAt { get; init; }

    /// <summary>Whether it was proven that none is better.</summary>
    public required bool IsProvenBest { get; init; }

    /// <summary>One item per affected session.</summary>
    public ICollection<RepairItem> Items { get; init; } = [];
}

/// <summary>What a proposal does with one session.</summary>
public sealed class RepairItem
{
    /// <summary>The proposal.</summary>
    public required Guid ProposalId { get; init; }

    /// <summary>The session.</summary>
    public required Guid SessionId { get; init; }

    /// <summary>The session's version that was looked at; another one makes the item void.</summary>
    public required int SessionVersion { get; init; }

    /// <summary>What changes, or null when there is no place.</summary>
    public RepairKind? Kind { get; init; }

    /// <summary>Start of the stay, UTC, inclusive.</summary>
    public Instant? StartsAt { get; init; }

    /// <summary>End of the stay, UTC, exclusive.</summary>
    public Instant? EndsAt { get; init; }

    /// <summary>The chair.</summary>
    public Guid? ChairId { get; init; }

    /// <summary>The monitor.</summary>
    public Guid? MonitorId { get; init; }

    /// <summary>Why there is no place; names nobody.</summary>
    public string? Reason { get; init; }

    /// <summary>When it was applied, UTC.</summary>
    public Instant? AppliedAt { get; set; }
}
