using System.Diagnostics;
using Clinic.Benchmarks.Measuring;
using Clinic.Scheduling.Domain.Planning;
using Clinic.Scheduling.Domain.Tests.Planning.Generated;

namespace Clinic.Benchmarks.Search;

/// <summary>The planner against a CP-SAT model of the same instance, and with a past against without.</summary>
internal static class SearchBenchmark
{
    private const int PlansPerRound = 50;

    public static async Task<IReadOnlyCollection<Claim>> RunAsync(int rounds)
    {
        var (warm, _) = BusyClinic.Of(seed: 0, weeks: 12, chairs: 40, nurses: 16, full: 0.85);
        PlanTimes(warm, PlansPerRound);
        return [AgainstCpSat(rounds), await GrowthWithPast.RunAsync(rounds)];
    }

    /// <summary>Each round another clinic; the model is built before its clock starts, the planner builds all it needs within its own.</summary>
    private static Claim AgainstCpSat(int rounds)
    {
        var (ratios, all) = (new List<double>(), new List<double>());
        for (var round = 1; round <= rounds; round++)
        {
            var (request, full) = BusyClinic.Of(seed: round, weeks: 12, chairs: 40, nurses: 16, full: 0.85);
            request = request with { Plans = 1 };
            var (cost, times) = PlanTimes(request, PlansPerRound);
            var model = new CpSatSeries(request);
            var watch = Stopwatch.StartNew();
            var proven = model.Solve();
            var solving = watch.Elapsed.TotalMilliseconds;
            if (proven != cost)
            {
                throw new InvalidOperationException($"The planner found {cost}, CP-SAT proves {proven}.");
            }

            all.AddRange(times);
            ratios.Add(solving / Statistics.Quantile(times, 0.5));
            Report.Line($"  round {round}: {full:P0} full, {model.Options} options, cost {cost} by both; planner {Statistics.Quantile(times, 0.5):F2} ms, CP-SAT {solving:F0} ms");
        }

        Report.Line($"search: p50 {Statistics.Quantile(all, 0.5):F2} ms, p99 {Statistics.Quantile(all, 0.99):F2} ms over {all.Count} searches");
        return Claim.AtLeast("search.vs-cpsat", 100, ratios);
    }

    private static (int Cost, List<double> Times) PlanTimes(PlanningRequest request, int plans)
    {
        var (cost, times) = (0, new List<double>());
        for (var n = 0; n < plans; n++)
        {
            var watch = Stopwatch.StartNew();
            var outcome = SeriesPlanner.Plan(request);
            times.Add(watch.Elapsed.TotalMilliseconds);
            cost = ((PlansFound)outcome).Plans[0].Cost.Total;
        }

        return (cost, times);
    }
}
