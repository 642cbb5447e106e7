using Clinic.Scheduling.Domain.Planning;
using NodaTime;
using static Clinic.Scheduling.Domain.Tests.Planning.Clinics;

namespace Clinic.Scheduling.Domain.Tests.Planning;

/// <summary>Where there is no plan, the nearest change that gives one is offered.</summary>
public sealed class RelaxationTests
{
    [Fact]
    public void A_wider_gap_is_offered_as_wide_as_needed_and_no_wider()
    {
        // Open on Monday and Friday only: two sessions with at most two days between.
        var request = OpenOn(Monday, Monday.PlusDays(4)).WithSeries(series => series with { Sessions = 2, GreatestGapDays = 2 });

        Assert.Equal([new WiderGap(4)], Steps(request));
    }

    [Fact]
    public void A_narrower_gap_is_offered_as_near_as_possible()
    {
        var request = OpenOn(Monday, Monday.PlusDays(2))
            .WithSeries(series => series with { Sessions = 2, LeastGapDays = 4, GreatestGapDays = 4 });

        Assert.Equal([new NarrowerGap(2)], Steps(request));
    }

    [Fact]
    public void A_later_window_is_offered_from_the_dates_the_calendar_knows()
    {
        var request = OpenOn(Monday, Monday.PlusDays(3), Monday.PlusDays(6))
            .WithSeries(series => series with { Sessions = 2, Latest = Monday.PlusDays(2) });

        Assert.Equal([new LaterWindow(Monday.PlusDays(3))], Steps(request));
        Assert.Equal("allow sessions until Thu 10 Dec 2026", Steps(request)[0].Text);
    }

    [Fact]
    public void Each_weekday_that_would_help_is_offered()
    {
        var request = OpenOn(Monday, Monday.PlusDays(2)).WithWishes(new() { Weekdays = [IsoDayOfWeek.Friday], WeekdaysRequired = true });

        Assert.Equal([new OneMoreWeekday(IsoDayOfWeek.Monday), new OneMoreWeekday(IsoDayOfWeek.Wednesday)], Steps(request));
    }

    [Fact]
    public void Wider_times_are_offered_by_as_little_as_helps()
    {
        var request = Request(days: 1).WithStaff(Nurse(1, [Monday], from: 13))
            .WithWishes(new() { Times = [new(new(9, 0), new(12, 30))], TimesRequired = true });

        // Starts up to 12:15 are wished for; the nurse comes at 13:00, three quarters of an hour after that.
        Assert.Equal([new WiderTimes(45)], Steps(request));
    }

    [Fact]
    public void Wider_times_stop_at_midnight_on_either_side()
    {
        var widened = new WiderTimes(120).Apply(Request().WithWishes(new() { Times = [new(new(1, 0), new(23, 0))] }));

        Assert.Equal([new LocalTimeRange(LocalTime.Midnight, LocalTime.Midnight)], widened.Preferences.Times);
    }

    [Fact]
    public void A_date_away_that_would_help_is_offered()
    {
        var request = OpenOn(Monday, Monday.PlusDays(1)).WithSeries(series => series with { Sessions = 2 })
            .WithWishes(new() { DatesAway = [Monday.PlusDays(1), Monday.PlusDays(5)] });

        Assert.Equal([new OneMoreDate(Monday.PlusDays(1))], Steps(request));
    }

    [Fact]
    public void Two_changes_are_offered_together_when_neither_helps_alone_and_none_to_spare()
    {
        var request = OpenOn(Monday, Monday.PlusDays(4)).WithStaff(Nurse(1, [Monday, Monday.PlusDays(4)], from: 13))
            .WithSeries(series => series with { Sessions = 2, GreatestGapDays = 2 })
            .WithWishes(new() { Times = [new(new(9, 0), new(12, 30))], TimesRequired = true, DatesAway = [Monday.PlusDays(1)] });

        var relaxation = Assert.Single(NoPlan(request).Relaxations);

        Assert.Equal(2, relaxation.Steps.Count);
        Assert.Contains(new WiderGap(4), relaxation.Steps);
        Assert.Contains(new WiderTimes(45), relaxation.Steps);
        Assert.IsType<PlansFound>(SeriesPlanner.Plan(relaxation.Apply(request)));
    }

    [Fact]
    public void Nothing_is_offered_when_nothing_the_patient_or_protocol_gives_up_would_help()
    {
        Assert.Empty(NoPlan(Request() with { Chairs = [] }).Relaxations);
    }

    private static PlanningRequest OpenOn(params LocalDate[] dates)
    {
        var request = Request();
        var days = request.Site.Days.ToDictionary(day => day.Key, day => dates.Contains(day.Key) ? day.Value : SiteDay.Closed("closed"));
        return request with { Site = new(NewYork, days) };
    }

    private static List<RelaxationStep> Steps(PlanningRequest request) =>
        [.. NoPlan(request).Relaxations.Select(relaxation => Assert.Single(relaxation.Steps))];
}
