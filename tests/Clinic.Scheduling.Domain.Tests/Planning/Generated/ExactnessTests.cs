using System.Collections.Concurrent;
using Clinic.Scheduling.Domain.Planning;

namespace Clinic.Scheduling.Domain.Tests.Planning.Generated;

/// <summary>The planner against trying every plan.</summary>
public sealed class ExactnessTests(ITestOutputHelper output)
{
    [Fact]
    public void The_best_plans_are_those_that_trying_every_plan_finds_and_all_pass_the_independent_checker()
    {
        var (planned, impossible, truncated) = (0, 0, 0);
        GeneratedCases.ForEach(GeneratedCases.Count, request =>
        {
            var every = ExhaustivePlanner.AllPlans(request);
            var outcome = SeriesPlanner.Plan(request);
            if (outcome is NoPlanPossible)
            {
                Assert.Empty(every);
                Interlocked.Increment(ref impossible);
                return;
            }
            var plans = ((PlansFound)outcome).Plans;
            Assert.Equal(every.Take(request.Plans).Select(plan => Text(plan.Cost, plan.Starts)), plans.Select(TextOf));
            Assert.All(plans, plan => Assert.Empty(PlanChecker.WrongWith(plan, request)));
            Interlocked.Increment(ref planned);
            if (every.Count > request.Plans)
                Interlocked.Increment(ref truncated);
        });
        output.WriteLine($"{planned} with a plan ({truncated} with more plans than wanted), {impossible} without");
        Assert.True(planned >= GeneratedCases.Count * 2 / 5 && impossible >= GeneratedCases.Count / 10, "The cases have become one-sided.");
    }

    [Fact]
    public void Without_a_plan_each_day_has_an_obstacle_and_each_relaxation_gives_a_plan()
    {
        var relaxed = new ConcurrentDictionary<string, int>();
        GeneratedCases.ForEach(GeneratedCases.Count / 5, request =>
        {
            if (SeriesPlanner.Plan(request) is not NoPlanPossible none)
                return;
            Assert.NotEmpty(none.Obstacles);
            for (var date = none.From; date <= none.Until; date = date.PlusDays(1))
                Assert.Contains(none.Obstacles, obstacle => obstacle.Date == date);
            foreach (var relaxation in none.Relaxations)
            {
                Assert.IsType<PlansFound>(SeriesPlanner.Plan(relaxation.Apply(request)));
                relaxed.AddOrUpdate(string.Join('+', relaxation.Steps.Select(step => step.GetType().Name)), 1, (_, count) => count + 1);
            }
        });
        output.WriteLine(string.Join(", ", relaxed.OrderByDescending(kind => kind.Value).Select(kind => $"{kind.Key} {kind.Value}")));
    }

    [Fact]
    public void A_date_has_obstacles_exactly_when_no_session_can_be_there()
    {
        GeneratedCases.ForEach(GeneratedCases.Count / 5, request =>
        {
            var alone = request with { Series = request.Series with { Sessions = 1, Previous = null, Next = null } };
            var possible = new PricedOptions(alone).All.Select(option => request.Series.Earliest.PlusDays(option.Day)).ToHashSet();
            for (var date = request.Series.Earliest; date <= request.Series.Latest; date = date.PlusDays(1))
                Assert.Equal(possible.Contains(date), SeriesPlanner.ObstaclesOn(alone, date).Count == 0);
        });
    }

    private static string TextOf(SeriesPlan plan) =>
        Text(plan.Cost.Total, plan.Sessions.Select(session => session.Start.ToInstant().ToUnixTimeSeconds() / 900));

    private static string Text(int cost, IEnumerable<long> starts) => $"{cost}: {string.Join(' ', starts)}";
}
