using System.Diagnostics;
using Clinic.Scheduling.Domain.Planning;

namespace Clinic.Scheduling.Domain.Tests.Planning.Generated;

/// <summary>The size the planner is made for: 12 weeks, 40 chairs, 16 nurses, nearly full.</summary>
public sealed class LargeClinicTests(ITestOutputHelper output)
{
    [Fact]
    public void Long_series_in_busy_clinics_cost_what_comparing_all_pairs_of_sessions_gives()
    {
        var planned = 0;
        Parallel.For(0, 40, seed =>
        {
            var (request, _) = BusyClinic.Of(seed, weeks: 3 + (seed % 3), chairs: 3 + (seed % 3), nurses: 3 + (seed % 4), full: 0.68 + (seed % 5 * 0.03));
            request = request.WithSeries(series => series with
            {
                Sessions = 4 + (seed % 5),
                LeastGapDays = 1 + (seed % 3),
                GreatestGapDays = 3 + (seed % 4),
                Previous = seed % 2 == 0 ? new(Clinics.Monday.PlusDays(-1), new(13, 30), Clinics.Id(2)) : null,
            });

            var found = SeriesPlanner.Plan(request) as PlansFound;

            Assert.Equal(StepwisePlanner.LeastCost(request), found?.Plans[0].Cost.Total);
            Assert.All(found?.Plans ?? [], plan => Assert.Empty(PlanChecker.WrongWith(plan, request)));
            Interlocked.Add(ref planned, found is null ? 0 : 1);
        });
        Assert.InRange(planned, 20, 40);
    }

    [Fact]
    public void Bookings_outside_the_window_change_nothing()
    {
        var (request, _) = BusyClinic.Of(seed: 3, weeks: 4, chairs: 10, nurses: 6, full: 0.7);
        var window = request.WithSeries(series => series with { Earliest = Clinics.Monday.PlusDays(7), Latest = Clinics.Monday.PlusDays(20) });
        var (from, until) = (Clinics.Hours(Clinics.Monday.PlusDays(7), 0, 1).Start, Clinics.Hours(Clinics.Monday.PlusDays(22), 0, 1).Start);
        var trimmed = window with
        {
            Chairs = [.. window.Chairs.Select(chair => chair with { Unavailable = [.. chair.Unavailable.Where(taken => taken.Start >= from && taken.End < until)] })],
            Staff = [.. window.Staff.Select(staff => staff with
            {
                Occupied = [.. staff.Occupied.Where(taken => taken.Taken.Start >= from && taken.Taken.End < until)],
            })],
        };

        Assert.Equal(Costs(trimmed), Costs(window));

        static IEnumerable<PlanCost> Costs(PlanningRequest request) => ((PlansFound)SeriesPlanner.Plan(request)).Plans.Select(plan => plan.Cost);
    }

    [Fact]
    public void A_large_and_nearly_full_clinic_is_planned_in_milliseconds()
    {
        var (request, full) = BusyClinic.Of(seed: 1, weeks: 12, chairs: 40, nurses: 16, full: 0.85);
        for (var round = 0; round < 30; round++)
            SeriesPlanner.Plan(request);

        var times = new List<double>();
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 100; round++)
        {
            var watch = Stopwatch.StartNew();
            SeriesPlanner.Plan(request);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }
        bytes = (GC.GetAllocatedBytesForCurrentThread() - bytes) / 100;
        times.Sort();

        output.WriteLine($"{full:P0} full, {request.Chairs.Sum(chair => chair.Unavailable.Count)} bookings: "
            + $"p50 {times[50]:F2} ms, p99 {times[98]:F2} ms, {bytes / 1024} KB");
        var plans = Assert.IsType<PlansFound>(SeriesPlanner.Plan(request)).Plans;
        Assert.All(plans, plan => Assert.Empty(PlanChecker.WrongWith(plan, request)));
        // Generous, for an unoptimized build on a busy machine; a search that enumerates would take minutes.
        Assert.True(times[50] < 250, $"Median {times[50]:F1} ms.");
    }
}
