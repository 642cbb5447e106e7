using System.Diagnostics;
using Clinic.Benchmarks.Measuring;
using Clinic.Scheduling.Domain.Repair;

namespace Clinic.Benchmarks.Repair;

/// <summary>
/// Repairs of 200 sessions as the service proposes them, in its time: against the optimum where the solver proves one in a minute, and
/// against a repair that was planted. Each round another clinic.
/// </summary>
internal static class RepairBenchmark
{
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);

    /// <summary>How busy the clinics are for which an optimum is sought: from there on the solver proves fewer and fewer.</summary>
    private const double Busy = 0.15;

    public static IReadOnlyCollection<Claim> Run(int rounds)
    {
        var (optimum, planted, seconds) = (new List<double>(), new List<double>(), new List<double>());
        Propose(RosterWeeks.CalledOut(seed: 0, Busy));
        for (var round = 1; round <= rounds; round++)
        {
            AgainstOptimum(round, optimum, seconds);
            AgainstPlanted(round, planted, seconds);
        }

        Report.Line($"repair: optimum proven within {Minute.TotalSeconds:F0} s in {optimum.Count} of {rounds} rounds");
        return
        [
            .. optimum.Count > 0 ? [Claim.AtMost("repair.vs-optimum", 1.01, optimum)] : (Claim[])[],
            Claim.AtMost("repair.vs-planted", 1.03, planted),
            Claim.AtMost("repair.first-proposal-s", 1, seconds),
        ];
    }

    /// <summary>The second half alone, which takes no minutes.</summary>
    public static IReadOnlyCollection<Claim> RunPlanted(int rounds)
    {
        var (planted, seconds) = (new List<double>(), new List<double>());
        Propose(RosterWeeks.CalledOut(seed: 0, Busy));
        Enumerable.Range(1, rounds).ToList().ForEach(round => AgainstPlanted(round, planted, seconds));
        return [Claim.AtMost("repair.vs-planted", 1.03, planted), Claim.AtMost("repair.first-proposal-s", 1, seconds)];
    }

    private static void AgainstOptimum(int round, List<double> ratios, List<double> seconds)
    {
        var request = RosterWeeks.CalledOut(round, Busy);
        var (plan, took) = Propose(request);
        var (best, proving) = Propose(request with { TimeLimit = Minute });
        seconds.Add(took);
        Report.Line($"  round {round}: cost {plan.Cost} in {took:F2} s, {Kinds(plan)}; in {proving:F0} s {best.Cost}, none below {best.Bound}{(best.IsProvenBest ? ", proven" : "")}");
        if (best.IsProvenBest)
        {
            ratios.Add((double)plan.Cost / best.Cost);
        }
    }

    private static void AgainstPlanted(int round, List<double> ratios, List<double> seconds)
    {
        var (request, known) = RosterWeeks.Planted(round);
        var (plan, took) = Propose(request);
        seconds.Add(took);
        ratios.Add((double)plan.Cost / known);
        Report.Line($"  round {round}: cost {plan.Cost} in {took:F2} s, {Kinds(plan)}; planted {known}");
    }

    private static (RepairPlan Plan, double Seconds) Propose(RepairRequest request)
    {
        var began = Stopwatch.GetTimestamp();
        var plan = SeriesRepairer.Repair(request);
        return (plan, Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    private static string Kinds(RepairPlan plan) =>
        string.Join(", ", plan.Placed.GroupBy(p => p.Kind).OrderBy(g => g.Key).Select(g => $"{g.Count()} {g.Key}").Append($"{plan.Unplaced.Count} without"));
}
