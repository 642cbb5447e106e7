using Clinic.Scheduling.Domain.Planning;
using NodaTime;
using static Clinic.Scheduling.Domain.Tests.Planning.Clinics;

namespace Clinic.Scheduling.Domain.Tests.Planning;

public sealed class SeriesPlannerTests
{
    [Fact]
    public void A_six_infusion_series_is_planned_at_the_same_time_with_the_same_monitor_and_ends_early()
    {
        var dates = Enumerable.Range(0, 28).Select(Monday.PlusDays).ToList();
        var request = Request(days: 28)
            .WithSeries(series => series with { Sessions = 6, LeastGapDays = 2, GreatestGapDays = 3 })
            .WithStaff(Nurse(1, dates), Nurse(2, dates));

        var plan = BestPlan(request);

        Assert.Equal(Enumerable.Range(0, 6).Select(n => Monday.PlusDays(2 * n)), plan.Sessions.Select(session => session.Date));
        Assert.All(plan.Sessions, session => Assert.Equal(new LocalTime(8, 0), session.Start.TimeOfDay));
        Assert.All(plan.Sessions, session => Assert.Equal(Id(1), session.MonitorId));
        Assert.Equal(Enumerable.Range(1, 6), plan.Sessions.Select(session => session.Number));
        Assert.Equal(new PlanCost(10 * 40, 0, 0, 0, 0, 0), plan.Cost);
    }

    [Fact]
    public void A_session_claims_its_chair_through_turnover_and_its_monitor_hands_on_then_shared()
    {
        var session = BestPlan(Request()).Sessions[0];

        var start = Slots.At(Monday.At(new LocalTime(8, 0)).InZoneStrictly(NewYork).ToInstant());
        var chair = Enumerable.Range(start, 7).Select(slot => new PlannedClaim(Chair, 0, slot));
        var handsOn = new PlannedClaim(Id(1), 0, start);
        var shared = Enumerable.Range(start + 1, 5).Select(slot => new PlannedClaim(Id(1), 1, slot));
        Assert.Equal([.. chair, handsOn, .. shared], session.Claims);
    }

    [Fact]
    public void Shared_monitoring_moves_to_another_lane_when_the_first_is_taken_midway()
    {
        var start = Hours(Monday, 8, 18).Start;
        OccupiedLane[] taken = [new(1, new(start + 3, start + 100)), new(2, new(start, start + 3))];
        var nurse = Nurse(1, [Monday], patients: 2) with { Occupied = taken };

        var session = BestPlan(Request(days: 1).WithStaff(nurse)).Sessions[0];

        Assert.Equal(start, session.Stay.Start);
        Assert.Equal([0, 1, 1, 2, 2, 2], session.Claims.Where(claim => claim.ResourceId == Id(1)).Select(claim => claim.Lane));
    }

    [Fact]
    public void A_nurse_whose_number_of_patients_was_lowered_gets_nobody_new_until_few_enough_are_left()
    {
        var (open, noon) = (Hours(Monday, 8, 18), Hours(Monday, 8, 12));
        OccupiedLane[] taken = [new(3, noon), new(4, noon)];
        var nurse = Nurse(1, [Monday], patients: 2) with { Occupied = taken };

        var session = BestPlan(Request(days: 1).WithStaff(nurse)).Sessions[0];

        // Set-up is hands-on, so it may end exactly when the earlier patients leave.
        Assert.Equal(open.Start + 15, session.Stay.Start);
    }

    [Fact]
    public void Turnover_may_reach_past_closing_but_the_stay_may_not()
    {
        var late = Request(days: 1).WithSeries(series => series with { NotBefore = At(Monday, 16, 30) });
        Assert.Equal(new LocalTime(16, 30), BestPlan(late).Sessions[0].Start.TimeOfDay);

        var tooLate = Request(days: 1).WithSeries(series => series with { NotBefore = At(Monday, 16, 31) });
        Assert.Equal(ObstacleKind.InThePast, Assert.Single(NoPlan(tooLate).Obstacles).Kind);
    }

    [Fact]
    public void A_session_is_replanned_between_the_kept_ones_at_their_time_and_with_their_monitor()
    {
        var request = Request()
            .WithStaff(Nurse(1, [Monday.PlusDays(2), Monday.PlusDays(3)]), Nurse(2, [Monday.PlusDays(2), Monday.PlusDays(3)]))
            .WithSeries(series => series with
            {
                LeastGapDays = 2,
                FirstNumber = 3,
                Previous = new(Monday.PlusDays(-1), new(11, 0), Id(2)),
                Next = new(Monday.PlusDays(5), new(11, 0), Id(2)),
            });

        var session = Assert.Single(BestPlan(request).Sessions);

        Assert.Equal(3, session.Number);
        Assert.Equal(Monday.PlusDays(2).At(new(11, 0)), session.Start.LocalDateTime);
        Assert.Equal(Id(2), session.MonitorId);
    }

    [Fact]
    public void A_plan_keeps_away_from_dates_the_patient_is_away()
    {
        var request = Request().WithWishes(new() { DatesAway = [Monday, Monday.PlusDays(1)] });

        Assert.Equal(Monday.PlusDays(2), BestPlan(request).Sessions[0].Date);
    }

    [Fact]
    public void A_preferred_monitor_is_worth_a_day_of_waiting_but_not_two()
    {
        PlanningRequest WithPreferredFrom(int day) => Request()
            .WithStaff(Nurse(1, [Monday]), Nurse(2, [Monday.PlusDays(day)]))
            .WithWishes(new() { PreferredMonitor = Id(2) });

        Assert.Equal(Id(2), BestPlan(WithPreferredFrom(1)).Sessions[0].MonitorId);
        Assert.Equal(Id(1), BestPlan(WithPreferredFrom(2)).Sessions[0].MonitorId);
    }

    [Fact]
    public void Load_counts_the_chair_slots_already_taken_during_the_stay()
    {
        var request = Request(days: 1) with { Chairs = [new(Chair, "Chair 1", []), new(Id(101), "Chair 2", [Hours(Monday, 8, 17)])] };

        // A stay from 16:30 has half of chair 2 for four of six slots less; all others have half of all chairs taken.
        var plan = BestPlan(request);

        Assert.Equal(new LocalTime(16, 30), plan.Sessions[0].Start.TimeOfDay);
        Assert.Equal(100 * 2 / 12, plan.Cost.LevelLoad);
    }

    [Fact]
    public void The_same_request_gives_the_same_answer()
    {
        var request = Request().WithSeries(series => series with { Sessions = 3 });

        Assert.Equal(AllPlans(request).Select(Text), AllPlans(request).Select(Text));

        static string Text(SeriesPlan plan) => plan.Cost + ": " + string.Join(' ', plan.Sessions.SelectMany(session => session.Claims));
    }

    private static Instant At(LocalDate date, int hour, int minute) =>
        date.At(new LocalTime(hour, minute)).InZoneStrictly(NewYork).ToInstant();
}
