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
        var runs = new List<ClaimRun>(Usual);
        foreach (var (claim, holder) in claims.OrderBy(c => c.Claim.ResourceId).ThenBy(c => c.Claim.Lane).ThenBy(c => c.Claim.Slot))
        {
            if (runs.Count > 0 && runs[^1].Continues(claim, holder))
            {
                runs[^1] = runs[^1] with { Length = runs[^1].Length + 1 };
            }
            else
            {
                runs.Add(new ClaimRun(claim.ResourceId, claim.Lane, claim.Slot, 1, holder));
            }
        }

        return runs;
    }

    private bool Continues(PlannedClaim claim, Guid holder) =>
        ResourceId == claim.ResourceId && Lane == claim.Lane && First + Length == claim.Slot && Holder == holder;
}
