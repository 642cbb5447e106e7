using System.Diagnostics;

namespace Clinic.Benchmarks.Measuring;

/// <summary>Two ways to do the same work, measured in turns: whatever else the machine does meanwhile meets both.</summary>
/// <param name="Prepare">Makes the same start for each turn; not measured.</param>
/// <param name="A">The one.</param>
/// <param name="B">The other.</param>
internal sealed record Pair(Func<Task> Prepare, Func<Task> A, Func<Task> B)
{
    /// <summary>
    /// Rounds that come first and do not count. A service runs for weeks: what is compared is the code that the runtime has compiled for good
    /// (tiered compilation), and that takes both sides some rounds.
    /// </summary>
    private const int WarmUp = 8;

    /// <summary>Measures A B A B, after a warm-up.</summary>
    /// <param name="title">Says what is compared.</param>
    /// <param name="rounds">How many rounds count.</param>
    /// <returns>Time of B over time of A by round: how many times as fast A is.</returns>
    public async Task<IReadOnlyList<double>> SpeedOfAAsync(string title, int rounds)
    {
        var ratios = new List<double>();
        for (var round = 1 - WarmUp; round <= rounds; round++)
        {
            var (a, b) = (await TimeAsync(A), await TimeAsync(B));
            if (round > 0)
            {
                ratios.Add(b / a);
                Report.Line($"  {title}, round {round}: A {a:F1} ms, B {b:F1} ms");
            }
        }

        return ratios;
    }

    private async Task<double> TimeAsync(Func<Task> work)
    {
        await Prepare();
        GC.Collect();
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalMilliseconds;
    }
}
