using Clinic.Scheduling.Domain.Planning;
using Clinic.Scheduling.Domain.Tests.Planning.Generated;
using NodaTime;
using static Clinic.Scheduling.Domain.Tests.Planning.Clinics;

namespace Clinic.Scheduling.Domain.Tests.Planning;

/// <summary>Nights on which the clocks change, and zones that aren't whole hours away from UTC.</summary>
public sealed class ClockChangeTests
{
    private static readonly LocalDate Autumn = new(2026, 11, 1);
    private static readonly LocalDate Spring = new(2027, 3, 14);

    [Theory]
    [InlineData(2026, 10, 30)]
    [InlineData(2027, 3, 12)]
    public void The_time_of_day_stays_the_same_across_a_clock_change(int year, int month, int day)
    {
        var request = Request(new(year, month, day), days: 6)
            .WithSeries(series => series with { Sessions = 6, GreatestGapDays = 1 });

        var plan = BestPlan(request);

        Assert.All(plan.Sessions, session => Assert.Equal(new LocalTime(8, 0), session.Start.TimeOfDay));
        Assert.Equal(0, plan.Cost.SameTimeOfDay);
        Assert.Equal(2, plan.Sessions.Select(session => session.Start.Offset).Distinct().Count());
    }

    [Fact]
    public void The_autumn_night_has_four_more_slots_and_the_hour_that_repeats_can_be_booked_twice()
    {
        Assert.Equal(100, Slots.OfDay(Autumn, NewYork).Length);

        var starts = AllPlans(AtNight(Autumn, from: 0, until: 4)).Select(plan => plan.Sessions[0].Start).ToList();

        // Five hours of physical time, a stay of an hour and a half: 15 starts, of which 01:00 to 01:45 occur twice.
        Assert.Equal(15, starts.Count);
        Assert.Equal(
            [new(1, 0), new(1, 15), new(1, 30), new(1, 45)],
            starts.GroupBy(start => start.TimeOfDay).Where(same => same.Count() == 2).Select(same => same.Key));
    }

    [Fact]
    public void The_spring_night_has_four_slots_less_and_no_session_starts_in_the_skipped_hour()
    {
        Assert.Equal(92, Slots.OfDay(Spring, NewYork).Length);

        var starts = AllPlans(AtNight(Spring, from: 0, until: 4)).Select(plan => plan.Sessions[0].Start.TimeOfDay).Order().ToList();

        // Three hours of physical time: a stay of an hour and a half from 01:30 ends at 04:00, since 02:00 is followed by 03:00.
        Assert.Equal([new(0, 0), new(0, 15), new(0, 30), new(0, 45), new(1, 0), new(1, 15), new(1, 30)], starts);
    }

    [Fact]
    public void A_stay_across_the_jump_claims_physical_slots_only()
    {
        var night = AtNight(Spring, from: 0, until: 5)
            .WithWishes(new() { Times = [new(new(1, 30), new(1, 45))], TimesRequired = true });

        var plan = BestPlan(night);

        Assert.Empty(PlanChecker.WrongWith(plan, night));
        Assert.Equal(new LocalTime(4, 0), Slots.StartOf(plan.Sessions[0].Stay.End).InZone(NewYork).TimeOfDay);
    }

    [Theory]
    [InlineData("Asia/Kolkata")]
    [InlineData("Asia/Kathmandu")]
    [InlineData("Australia/Adelaide")]
    public void Zones_off_by_half_or_quarter_hours_keep_local_time(string zone)
    {
        var site = DateTimeZoneProviders.Tzdb[zone];
        var request = Request(zone: site)
            .WithSeries(series => series with { Sessions = 3 })
            .WithWishes(new() { Times = [new(new(9, 30), new(9, 45))] });

        var plan = BestPlan(request);

        Assert.All(plan.Sessions, session => Assert.Equal(new LocalTime(9, 30), session.Start.TimeOfDay));
        Assert.Empty(PlanChecker.WrongWith(plan, request));
    }

    [Fact]
    public void Half_an_hour_of_clock_change_keeps_local_time()
    {
        var lordHowe = DateTimeZoneProviders.Tzdb["Australia/Lord_Howe"];
        var request = Request(new(2027, 4, 2), zone: lordHowe).WithSeries(series => series with { Sessions = 5, GreatestGapDays = 1 });

        var plan = BestPlan(request);

        Assert.Equal(98, Slots.OfDay(new(2027, 4, 4), lordHowe).Length);
        Assert.Equal(0, plan.Cost.SameTimeOfDay);
        Assert.Empty(PlanChecker.WrongWith(plan, request));
    }

    [Fact]
    public void A_day_that_begins_after_midnight_is_planned_from_its_first_hour()
    {
        var (santiago, date) = (DateTimeZoneProviders.Tzdb["America/Santiago"], new LocalDate(2026, 9, 6));
        Assert.Equal(new LocalTime(1, 0), date.AtStartOfDayInZone(santiago).TimeOfDay);
        var request = Request(date, days: 1, zone: santiago) with
        {
            Site = new(santiago, new Dictionary<LocalDate, SiteDay> { [date] = SiteDay.OpenBetween(date, new(0, 0), new(6, 0), santiago) }),
            Staff = [Nurse(1, [date], santiago, from: 0, until: 6)],
        };

        Assert.Equal(new LocalTime(1, 0), BestPlan(request).Sessions[0].Start.TimeOfDay);
    }

    [Fact]
    public void Slots_before_1970_and_between_two_slots_round_as_documented()
    {
        var justBefore = Instant.FromUnixTimeTicks(-1);
        Assert.Equal((-1, 0), (Slots.At(justBefore), Slots.From(justBefore)));
        var justAfter = Instant.FromUnixTimeTicks(1);
        Assert.Equal((0, 1), (Slots.At(justAfter), Slots.From(justAfter)));
        Assert.Equal(Instant.FromUnixTimeSeconds(-900), Slots.StartOf(-1));
    }

    private static PlanningRequest AtNight(LocalDate date, int from, int until) => Request(date, days: 1) with
    {
        Site = new(NewYork, new Dictionary<LocalDate, SiteDay> { [date] = new([Hours(date, from, until)]) }),
        Staff = [Nurse(1, [date], from: from, until: until)],
    };
}
