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
            var (more, full) = (3 + (seed % 3), 0.68 + (seed % 5 * 0.03));
            var (request, _) = BusyClinic.Of(seed, weeks: more, chairs: more, nurses: 3 + (seed % 4), full);
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
        var (first, last) = (Clinics.Monday.PlusDays(7), Clinics.Monday.PlusDays(20));
        var window = request.WithSeries(series => series with { Earliest = first, Latest = last });
        var near = new SlotRange(Clinics.Hours(first, 0, 1).Start, Clinics.Hours(last, 0, 0).End);
        var trimmed = window with
        {
            Chairs = [.. window.Chairs.Select(chair => chair with { Unavailable = [.. chair.Unavailable.Where(IsNear)] })],
            Staff = [.. window.Staff.Select(staff => staff with { Occupied = [.. staff.Occupied.Where(taken => IsNear(taken.Taken))] })],
        };

        Assert.True(trimmed.Chairs.Sum(chair => chair.Unavailable.Count) < window.Chairs.Sum(chair => chair.Unavailable.Count));
        Assert.Equal(Costs(trimmed), Costs(window));

        bool IsNear(SlotRange taken) => near.Contains(taken.Start);

        static IEnumerable<PlanCost> Costs(PlanningRequest request) => Clinics.AllPlans(request).Select(plan => plan.Cost);
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
        // The least is what other work on the machine disturbs least; generous for an unoptimized build. Enumerating would take minutes.
        Assert.True(times[0] < 100, $"At best {times[0]:F1} ms.");
    }
}
