using Clinic.Scheduling.Domain.Repair;
using Clinic.Scheduling.Features.Shared;
using NodaTime;

namespace Clinic.Scheduling.Features.ProposeRepair;

/// <summary>A session with its new place.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Kind">What changes: nothing, monitor or chair, or the time.</param>
/// <param name="StartsAt">Start of the stay, inclusive, with the site's offset.</param>
/// <param name="EndsAt">End of the stay, exclusive, with the site's offset.</param>
/// <param name="ChairId">The chair.</param>
/// <param name="MonitorId">The monitor.</param>
/// <param name="AppliedAt">When it was applied, or null.</param>
internal sealed record RepairItemView(
    Guid SessionId, RepairKind Kind, DateTimeOffset StartsAt, DateTimeOffset EndsAt, Guid ChairId, Guid MonitorId, DateTimeOffset? AppliedAt);

/// <summary>A session without a place.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Reason">Why, for people to read.</param>
internal sealed record UnplaceableView(Guid SessionId, string Reason);

/// <summary>A proposed repair.</summary>
/// <param name="Id">Key.</param>
/// <param name="SiteId">The clinic location.</param>
/// <param name="ProposedAt">When.</param>
/// <param name="IsProvenBest">Whether it was proven that none disturbs less.</param>
/// <param name="Items">What would be done, by start.</param>
/// <param name="Unplaceable">For which sessions there is no place, and why.</param>
internal sealed record RepairProposalView(
    Guid Id,
    Guid SiteId,
    DateTimeOffset ProposedAt,
    bool IsProvenBest,
    IReadOnlyList<RepairItemView> Items,
    IReadOnlyList<UnplaceableView> Unplaceable)
{
    public static RepairProposalView Of(RepairProposal proposal, DateTimeZone zone) => new(
        proposal.Id,
        proposal.SiteId,
        proposal.ProposedAt.In(zone),
        proposal.IsProvenBest,
        [.. proposal.Items.Where(i => i.Kind is not null).OrderBy(i => i.StartsAt).ThenBy(i => i.SessionId).Select(i => new RepairItemView(
            i.SessionId, i.Kind!.Value, i.StartsAt!.Value.In(zone), i.EndsAt!.Value.In(zone), i.ChairId!.Value, i.MonitorId!.Value, i.AppliedAt.In(zone)))],
        [.. proposal.Items.Where(i => i.Kind is null).OrderBy(i => i.SessionId).Select(i => new UnplaceableView(i.SessionId, i.Reason!))]);
}
