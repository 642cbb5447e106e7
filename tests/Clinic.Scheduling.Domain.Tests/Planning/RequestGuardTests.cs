using Clinic.Scheduling.Domain.Planning;
using NodaTime;
using static Clinic.Scheduling.Domain.Tests.Planning.Clinics;

namespace Clinic.Scheduling.Domain.Tests.Planning;

public sealed class RequestGuardTests
{
    public static TheoryData<string, Func<PlanningRequest, PlanningRequest>> Contradictions => new()
    {
        { "Plans", request => request with { Plans = 0 } },
        { "Plans", request => request with { Plans = 1001 } },
        { "Sessions", request => request.WithSeries(series => series with { Sessions = 0 }) },
        { "Sessions", request => request.WithSeries(series => series with { Sessions = 61 }) },
        { "LeastGapDays", request => request.WithSeries(series => series with { LeastGapDays = 0 }) },
        { "GreatestGapDays", request => request.WithSeries(series => series with { GreatestGapDays = 0 }) },
        { "GreatestGapDays", request => request.WithSeries(series => series with { GreatestGapDays = 367 }) },
        { "Latest", request => request.WithSeries(series => series with { Latest = Monday.PlusDays(-1) }) },
        { "window", request => request.WithSeries(series => series with { Latest = Monday.PlusDays(367) }) },
        { "Phases", request => request with { Phases = new(1, 0, 2, 1) } },
        { "Phases", request => request with { Phases = new(-1, 1, 2, 1) } },
        { "Phases", request => request with { Phases = new(1, 1, 1001, 1) } },
        { "Times", request => request.WithWishes(new() { Times = [new(new(10, 0), new(9, 0))] }) },
        { "Weights", request => request with { Weights = new() { FinishPerDay = -1 } } },
        { "Weights", request => request with { Weights = new() { LoadPerPercent = 10_001 } } },
        { "SiteRules", request => request with { SiteRules = [new(0, "nurse", null)] } },
        { "Chairs", request => request with { Chairs = [.. request.Chairs, .. request.Chairs] } },
        { "Staff", request => request with { Staff = [.. request.Staff, .. request.Staff] } },
        { "PatientsAtOnce", request => request.WithStaff(request.Staff[0] with { PatientsAtOnce = -1 }) },
        { "Lanes", request => request.WithStaff(request.Staff[0] with { Occupied = [new(-1, new(0, 1))] }) },
    };

    [Theory]
    [MemberData(nameof(Contradictions), DisableDiscoveryEnumeration = true)]
    public void A_request_that_contradicts_itself_is_refused_by_name(string member, Func<PlanningRequest, PlanningRequest> contradict)
    {
        var refused = Assert.Throws<ArgumentException>(() => SeriesPlanner.Plan(contradict(Request())));

        Assert.Contains(member, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_heaviest_weights_and_longest_series_stay_within_an_int()
    {
        var weights = new PlanWeights
        {
            FinishPerDay = 10_000,
            TimeOfDayPerSlot = 10_000,
            ChangeOfMonitor = 10_000,
            UnwantedWeekday = 10_000,
            UnwantedTimePerSlot = 10_000,
            UnwantedMonitor = 10_000,
            LoadPerPercent = 10_000,
        };
        var dates = Enumerable.Range(0, 366).Select(Monday.PlusDays).ToList();
        // Nurses change every day between an early and a late shift, so that each session costs as much as it can.
        var request = Request(days: 366)
            .WithStaff(
                Nurse(1, dates.Where((_, day) => day % 2 == 0), from: 0, until: 2),
                Nurse(2, dates.Where((_, day) => day % 2 == 1), from: 22, until: 0))
            .WithSeries(series => series with { Sessions = 60, GreatestGapDays = 1 })
            .WithWishes(new() { Weekdays = [IsoDayOfWeek.Monday], Times = [new(new(12, 0), new(12, 15))], PreferredMonitor = Id(9) }) with
        {
            Site = new(NewYork, dates.ToDictionary(date => date, date => new SiteDay([Slots.OfDay(date, NewYork)]))),
            Weights = weights,
        };

        var plan = BestPlan(request);

        Assert.Equal(59, plan.Sessions.Zip(plan.Sessions.Skip(1)).Count(pair => pair.First.MonitorId != pair.Second.MonitorId));
        Assert.True(plan.Cost.Total > 50_000_000);
        Assert.Equal(StepwiseCost(request), plan.Cost.Total);
    }

    private static int? StepwiseCost(PlanningRequest request) =>
        Generated.StepwisePlanner.LeastCost(request.WithSeries(series => series with { Latest = series.Earliest.PlusDays(61) }));
}
