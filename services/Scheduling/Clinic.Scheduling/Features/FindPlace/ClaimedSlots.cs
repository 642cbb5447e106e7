using Clinic.Scheduling.Domain.Planning;

namespace Clinic.Scheduling.Features.FindPlace;

/// <summary>Claims gathered into runs, by resource and lane.</summary>
internal sealed class ClaimedSlots
{
    private readonly ILookup<Guid, OccupiedLane> _lanes;

    public ClaimedSlots(IEnumerable<PlannedClaim> claims) => _lanes = claims
        .GroupBy(c => (c.ResourceId, c.Lane))
        .SelectMany(g => Runs(g.Select(c => c.Slot).Order()).Select(run => (g.Key.ResourceId, Lane: new OccupiedLane(g.Key.Lane, run))))
        .ToLookup(x => x.ResourceId, x => x.Lane);

    /// <summary>The runs of a resource that has one lane.</summary>
    public IReadOnlyList<SlotRange> Of(Guid resource) => [.. _lanes[resource].Select(l => l.Taken)];

    /// <summary>The runs of a resource by lane.</summary>
    public IReadOnlyList<OccupiedLane> LanesOf(Guid resource) => [.. _lanes[resource]];

    private static IEnumerable<SlotRange> Runs(IEnumerable<int> ordered)
    {
        SlotRange? run = null;
        foreach (var slot in ordered)
        {
            if (run is { } open && open.End == slot)
            {
                run = open with { End = slot + 1 };
                continue;
            }

            if (run is { } closed)
            {
                yield return closed;
            }

            run = new SlotRange(slot, slot + 1);
        }

        if (run is { } last)
        {
            yield return last;
        }
    }
}
