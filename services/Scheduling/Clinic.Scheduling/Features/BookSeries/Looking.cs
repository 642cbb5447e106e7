using Clinic.ServiceDefaults.Http;

namespace Clinic.Scheduling.Features.BookSeries;

/// <summary>
/// Looks again when somebody else was faster. Each lost claim means that somebody has booked, so the looking ends, with a place or with none left.
/// </summary>
internal static class Looking
{
    /// <summary>Far above what is ever needed: it turns a mistake of ours into an answer instead of an endless loop.</summary>
    private const int MostLooks = 200;

    /// <summary>Runs a transaction until it did not lose a claim.</summary>
    /// <typeparam name="T">What it comes to.</typeparam>
    /// <param name="look">Runs it once, and lets every outcome be seen.</param>
    public static async Task<T> UntilNotLostAsync<T>(Func<LostClaim, Task<T>> look)
    {
        for (var number = 1; ; number++)
        {
            var lost = new LostClaim();
            var answer = await look(lost);
            if (!lost.Happened || number == MostLooks)
            {
                return answer;
            }
        }
    }
}

/// <summary>Notices that a transaction lost a claim.</summary>
internal sealed class LostClaim
{
    /// <summary>Whether the last outcome was a lost claim.</summary>
    public bool Happened { get; private set; }

    /// <summary>Looks at a refusal, or at none, and passes it on.</summary>
    public Refusal? See(Refusal? refusal)
    {
        Happened = ReferenceEquals(refusal, SeriesBooker.Lost);
        return refusal;
    }

    /// <summary>Looks at an outcome and passes it on.</summary>
    public Outcome<T> See<T>(Outcome<T> outcome)
    {
        See(outcome.Refusal);
        return outcome;
    }
}
