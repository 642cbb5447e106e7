using Clinic.Scheduling.Domain.Planning;
using NodaTime;
using static Clinic.Scheduling.Domain.Tests.Planning.Clinics;

namespace Clinic.Scheduling.Domain.Tests.Planning;

/// <summary>Explanations name the right rule on the right day.</summary>
public sealed class ObstacleTests
{
    private static readonly LocalDate Tuesday = Monday.PlusDays(1);
    private static readonly SiteRule TwoWithBls = new(2, null, "BLS");

    [Fact]
    public void A_holiday_is_named_with_its_reason()
    {
        var none = NoPlan(OnTuesday(Request()) with { Site = Closed(Tuesday, "holiday: Immaculate Conception") });

        Expect(none, ObstacleKind.SiteClosed, "site closed on Tue 8 Dec 2026: holiday: Immaculate Conception");
    }

    [Fact]
    public void Nobody_with_the_credential_in_the_afternoon_names_credential_day_and_hour()
    {
        var withAcls = Nurse(1, [Tuesday], until: 14);
        var without = Nurse(2, [Tuesday]) with { Credentials = [new("BLS", new(2030, 1, 1))] };
        var none = NoPlan(OnTuesday(Request().WithStaff(withAcls, without)).WithWishes(Required(14, 18)));

        var obstacle = Assert.Single(none.Obstacles, obstacle => obstacle.Kind == ObstacleKind.NoMonitorWithCredential);
        Assert.Equal(("ACLS", (LocalTime?)new LocalTime(14, 0)), (obstacle.Subject, obstacle.At));
        Assert.Equal("no monitor with ACLS on shift after 14:00 on Tue 8 Dec 2026", obstacle.Text);
    }

    [Fact]
    public void Chairs_full_or_out_of_service_are_named()
    {
        var none = NoPlan(OnTuesday(Request()) with { Chairs = [new(Chair, "Chair 1", [Hours(Tuesday, 9, 17)])] });

        Expect(none, ObstacleKind.ChairsFull, "chairs full for starts from 08:00 to 16:30 on Tue 8 Dec 2026");
    }

    [Fact]
    public void A_site_rule_says_how_many_are_needed_and_how_many_are_there()
    {
        var none = NoPlan(OnTuesday(Request()) with { SiteRules = [new(1, "nurse", null), TwoWithBls] });

        var obstacle = Expect(
            none,
            ObstacleKind.SiteRuleUnmet,
            "2 people with BLS required on site, 1 on shift for a whole stay started from 08:00 to 16:30 on Tue 8 Dec 2026");
        Assert.Equal((2, 1), (obstacle.Needed, obstacle.Found));
    }

    [Fact]
    public void A_site_rule_must_hold_in_every_slot_of_the_stay()
    {
        var (morning, afternoon) = (Nurse(2, [Tuesday], until: 13), Nurse(3, [Tuesday], from: 14));
        var request = OnTuesday(Request().WithStaff(Nurse(1, [Tuesday]), morning, afternoon)) with { SiteRules = [TwoWithBls], Plans = 100 };

        var starts = Assert.IsType<PlansFound>(SeriesPlanner.Plan(request)).Plans.Select(plan => plan.Sessions[0].Start.TimeOfDay).ToHashSet();

        Assert.Contains(new LocalTime(11, 30), starts);
        Assert.DoesNotContain(new LocalTime(11, 45), starts);
        Assert.DoesNotContain(new LocalTime(13, 45), starts);
        Assert.Contains(new LocalTime(14, 0), starts);
    }

    [Fact]
    public void A_shift_that_ends_during_recovery_does_not_carry_the_stay()
    {
        var fits = OnTuesday(Request().WithStaff(Nurse(1, [Tuesday], from: 9, until: 11))).WithWishes(Required(9, 10));
        Assert.Equal(new LocalTime(9, 0), BestPlan(fits).Sessions[0].Start.TimeOfDay);

        var none = NoPlan(OnTuesday(Request().WithStaff(Nurse(1, [Tuesday], from: 9, until: 10))));
        Expect(none, ObstacleKind.ShiftEndsDuringStay, "the last monitor's shift ends at 10:00, during the stay, on Tue 8 Dec 2026");
    }

    [Fact]
    public void A_credential_that_expires_mid_series_ends_the_monitor_with_its_last_day()
    {
        var expiring = Nurse(1, Week()) with { Credentials = [new("ACLS", Monday.PlusDays(3))] };
        var request = Request().WithStaff(expiring).WithSeries(series => series with { Sessions = 3, LeastGapDays = 2, GreatestGapDays = 2 });

        var none = NoPlan(request);

        Assert.Equal((3, Monday.PlusDays(4)), (none.SessionNumber, none.From));
        Assert.All(none.Obstacles, obstacle => Assert.Equal((ObstacleKind.CredentialExpired, "ACLS"), (obstacle.Kind, obstacle.Subject)));
        Assert.Equal("no monitor with ACLS on Fri 11 Dec 2026: that of RN 1 expires after Thu 10 Dec 2026", none.Obstacles[0].Text);

        var relieved = BestPlan(request.WithStaff(expiring, Nurse(2, Week())));
        Assert.Equal(Id(2), relieved.Sessions[2].MonitorId);
    }

    [Fact]
    public void Nobody_on_shift_names_the_role()
    {
        var none = NoPlan(OnTuesday(Request().WithStaff(Nurse(1, [Monday]))));

        Expect(none, ObstacleKind.NoMonitorOnShift, "no monitor (nurse) on shift on Tue 8 Dec 2026");
    }

    [Fact]
    public void A_prescriber_does_not_monitor_where_the_rule_asks_for_a_nurse()
    {
        var none = NoPlan(OnTuesday(Request().WithStaff(Nurse(1, [Tuesday]) with { Role = "prescriber" })));

        Assert.Equal(ObstacleKind.NoMonitorOnShift, Assert.Single(none.Obstacles).Kind);
    }

    [Fact]
    public void Monitors_with_all_lanes_taken_are_busy()
    {
        var busy = Nurse(1, [Tuesday], patients: 1) with { Occupied = [new(1, Hours(Tuesday, 9, 17))] };

        var none = NoPlan(OnTuesday(Request().WithStaff(busy)));

        Assert.Equal(ObstacleKind.MonitorsBusy, Assert.Single(none.Obstacles).Kind);
    }

    [Fact]
    public void A_stay_past_closing_is_refused_with_the_closing_time()
    {
        var none = NoPlan(OnTuesday(Request()).WithWishes(Required(17, 18)));

        var text = "a stay of 90 minutes would cross closing time at 18:00 on Tue 8 Dec 2026";
        Assert.Equal(new LocalTime(18, 0), Expect(none, ObstacleKind.CrossesClosing, text).At);
    }

    [Fact]
    public void A_stay_past_midnight_is_refused_though_the_site_stays_open()
    {
        var open = new SlotRange(Hours(Tuesday, 23, 0).Start, Hours(Tuesday.PlusDays(1), 0, 6).End);
        var days = new Dictionary<LocalDate, SiteDay> { [Tuesday] = new([open]) };
        var request = OnTuesday(Request().WithStaff(Nurse(1, []) with { Shifts = [open] })) with { Site = new(NewYork, days) };

        Expect(NoPlan(request), ObstacleKind.CrossesMidnight, "a stay of 90 minutes would cross midnight on Tue 8 Dec 2026");
    }

    [Fact]
    public void A_lunch_break_is_not_part_of_a_stay()
    {
        var days = new Dictionary<LocalDate, SiteDay> { [Tuesday] = new([Hours(Tuesday, 11, 12), Hours(Tuesday, 13, 14)]) };

        var none = NoPlan(OnTuesday(Request()) with { Site = new(NewYork, days) });

        Assert.Equal(ObstacleKind.CrossesClosing, Assert.Single(none.Obstacles).Kind);
    }

    [Fact]
    public void The_patient_s_own_limits_are_named()
    {
        Expect(NoPlan(OnTuesday(Request()).WithWishes(new() { DatesAway = [Tuesday] })), ObstacleKind.PatientAway, "patient away on Tue 8 Dec 2026");
        Expect(
            NoPlan(OnTuesday(Request()).WithWishes(new() { Weekdays = [IsoDayOfWeek.Friday], WeekdaysRequired = true })),
            ObstacleKind.WeekdayNotWanted,
            "Tue 8 Dec 2026 is not one of the patient's weekdays");
        Expect(
            NoPlan(OnTuesday(Request()).WithWishes(Required(19, 20))),
            ObstacleKind.TimeOfDayNotWanted,
            "no place at the patient's times of day on Tue 8 Dec 2026");
    }

    [Fact]
    public void Two_rules_that_fail_each_by_itself_are_both_named()
    {
        var request = OnTuesday(Request().WithStaff(Nurse(1, [Monday]))) with { Chairs = [new(Chair, "Chair 1", [Hours(Tuesday, 8, 18)])] };

        Assert.Equal([ObstacleKind.ChairsFull, ObstacleKind.NoMonitorOnShift], NoPlan(request).Obstacles.Select(obstacle => obstacle.Kind));
    }

    [Fact]
    public void Two_rules_that_fail_only_together_are_both_named_and_no_third()
    {
        var prescriber = Nurse(2, [Tuesday]) with { Role = "prescriber" };
        var request = OnTuesday(Request().WithStaff(Nurse(1, [Tuesday], until: 14), prescriber)) with
        {
            Chairs = [new(Chair, "Chair 1", [Hours(Tuesday, 8, 14)])],
            SiteRules = [new(1, "prescriber", null)],
        };

        var kinds = NoPlan(request).Obstacles.Select(obstacle => obstacle.Kind);

        Assert.Equal([ObstacleKind.ChairsFull, ObstacleKind.NoMonitorOnShift], kinds);
    }

    [Fact]
    public void A_series_that_cannot_fit_the_window_says_so()
    {
        var none = NoPlan(Request().WithSeries(series => series with { Sessions = 4, LeastGapDays = 3 }));

        Assert.Equal(ObstacleKind.WindowTooShort, Assert.Single(none.Obstacles).Kind);
        Assert.True(none.Until < none.From);
    }

    [Fact]
    public void A_hole_wider_than_the_gap_names_the_session_and_each_day_of_the_hole()
    {
        var site = Request().Site.Days.ToDictionary();
        foreach (var day in Enumerable.Range(1, 4))
            site[Monday.PlusDays(day)] = SiteDay.Closed("renovation");
        var request = Request().WithSeries(series => series with { Sessions = 2, GreatestGapDays = 3, Latest = Monday.PlusDays(5) });

        var none = NoPlan(request with { Site = new(NewYork, site) });

        Assert.Equal((2, Monday.PlusDays(1), Monday.PlusDays(3)), (none.SessionNumber, none.From, none.Until));
        Assert.Equal(["renovation", "renovation", "renovation"], none.Obstacles.Select(obstacle => obstacle.Subject));
    }

    [Fact]
    public void A_single_day_can_be_asked_about()
    {
        var request = Request().WithStaff(Nurse(1, [Monday]));

        Assert.Empty(SeriesPlanner.ObstaclesOn(request, Monday));
        Assert.Equal(ObstacleKind.NoMonitorOnShift, Assert.Single(SeriesPlanner.ObstaclesOn(request, Tuesday)).Kind);
    }

    private static Obstacle Expect(NoPlanPossible none, ObstacleKind kind, string text)
    {
        var obstacle = Assert.Single(none.Obstacles);
        Assert.Equal((kind, Tuesday, text), (obstacle.Kind, obstacle.Date, obstacle.Text));
        return obstacle;
    }

    private static PlanningRequest OnTuesday(PlanningRequest request) =>
        request.WithSeries(series => series with { Earliest = Tuesday, Latest = Tuesday });

    private static PatientPreferences Required(int from, int until) =>
        new() { Times = [new(new(from, 0), new(until, 0))], TimesRequired = true };

    private static SiteCalendar Closed(LocalDate date, string reason)
    {
        var days = Request().Site.Days.ToDictionary();
        days[date] = SiteDay.Closed(reason);
        return new(NewYork, days);
    }

    private static IEnumerable<LocalDate> Week() => Enumerable.Range(0, 7).Select(Monday.PlusDays);
}
