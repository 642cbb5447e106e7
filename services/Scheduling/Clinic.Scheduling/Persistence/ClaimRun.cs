using Clinic.Scheduling.Domain.Planning;

namespace Clinic.Scheduling.Persistence;

/// <summary>Slots one after the other that one holder claims of one lane.</summary>
/// <param name="ResourceId">The chair, monitor or patient.</param>
/// <param name="Lane">The lane.</param>
/// <param name="First">The first slot.</param>
/// <param name="Length">How many slots.</param>
/// <param name="Holder">The session or the hold.</param>
internal readonly record struct ClaimRun(Guid ResourceId, int Lane, int First, int Length, Guid Holder)
{
    /// <summary>A series of six infusions has about thirty.</summary>
    private const int Usual = 64;

    /// <summary>Brings claims into runs, in the order of the key.</summary>
    /// <param name="claims">The claims with the holder of each.</param>
    public static IReadOnlyList<ClaimRun> Of(IEnumerable<(PlannedClaim Claim, Guid Holder)> claims)
    {
        // Claims come session by session, so that most runs are whole before anything is sorted: sorting thirty is quicker than a hundred.
        var runs = Joined(claims.Select(c => new ClaimRun(c.Claim.ResourceId, c.Claim.Lane, c.Claim.Slot, 1, c.Holder)));
        runs.Sort(InKeyOrder);
        return Joined(runs);
    }

    private static List<ClaimRun> Joined(IEnumerable<ClaimRun> runs)
    {
        var joined = new List<ClaimRun>(Usual);
        foreach (var run in runs)
        {
            if (joined.Count > 0 && joined[^1].IsContinuedBy(run))
            {
                joined[^1] = joined[^1] with { Length = joined[^1].Length + run.Length };
            }
            else
            {
                joined.Add(run);
            }
        }

        return joined;
    }

    private static int InKeyOrder(ClaimRun one, ClaimRun other)
    {
        var order = one.ResourceId.CompareTo(other.ResourceId);
        order = order != 0 ? order : one.Lane.CompareTo(other.Lane);
        return order != 0 ? order : one.First.CompareTo(other.First);
    }

    private bool IsContinuedBy(ClaimRun next) =>
        ResourceId == next.ResourceId && Lane == next.Lane && First + Length == next.First && Holder == next.Holder;
}
