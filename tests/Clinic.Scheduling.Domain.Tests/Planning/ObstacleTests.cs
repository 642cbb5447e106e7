using Clinic.Scheduling.Domain.Planning;
using NodaTime;
using static Clinic.Scheduling.Domain.Tests.Planning.Clinics;
using static Clinic.Scheduling.Domain.Tests.Planning.ObstacleExpectations;

namespace Clinic.Scheduling.Domain.Tests.Planning;

/// <summary>Explanations about hours, chairs, wishes and gaps name the right rule on the right day.</summary>
public sealed class ObstacleTests
{
    [Fact]
    public void A_holiday_is_named_with_its_reason()
    {
        var none = NoPlan(OnTuesday(Request()) with { Site = Closed(Tuesday, "holiday: Immaculate Conception") });

        Expect(none, ObstacleKind.SiteClosed, "site closed on Tue 8 Dec 2026: holiday: Immaculate Conception");
    }

    [Fact]
    public void Chairs_full_or_out_of_service_are_named()
    {
        var none = NoPlan(OnTuesday(Request()) with { Chairs = [new(Chair, "Chair 1", [Hours(Tuesday, 9, 17)])] });

        Expect(none, ObstacleKind.ChairsFull, "chairs full for starts from 08:00 to 16:30 on Tue 8 Dec 2026");
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

        Expect(NoPlan(request), ObstacleKind.CrossesMidnight, "a stay of 90 minutes and 15 of turnover would cross midnight on Tue 8 Dec 2026");
    }

    [Fact]
    public void A_turnover_past_midnight_is_refused_so_that_consecutive_nights_never_want_the_same_chair()
    {
        var (late, early) = (Hours(Tuesday, 22, 0), Hours(Tuesday.PlusDays(1), 0, 3));
        var days = new Dictionary<LocalDate, SiteDay> { [Tuesday] = new([late]), [Tuesday.PlusDays(1)] = new([early]) };
        var request = Request().WithStaff(Nurse(1, []) with { Shifts = [late, early] }) with { Site = new(NewYork, days) };

        var starts = AllPlans(request).Select(plan => plan.Sessions[0].Start.TimeOfDay).ToList();
        Assert.Contains(new LocalTime(22, 15), starts);
        Assert.DoesNotContain(new LocalTime(22, 30), starts);

        var turnover = OnTuesday(request) with { Phases = new(1, 3, 2, Turnover: 3) };
        var text = "a stay of 90 minutes and 45 of turnover would cross midnight on Tue 8 Dec 2026";
        Expect(NoPlan(turnover), ObstacleKind.CrossesMidnight, text);
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
        Expect(
            NoPlan(OnTuesday(Request()).WithWishes(new() { DatesAway = [Tuesday] })),
            ObstacleKind.PatientAway,
            "patient away on Tue 8 Dec 2026");
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

    private static SiteCalendar Closed(LocalDate date, string reason)
    {
        var days = Request().Site.Days.ToDictionary();
        days[date] = SiteDay.Closed(reason);
        return new(NewYork, days);
    }
}
