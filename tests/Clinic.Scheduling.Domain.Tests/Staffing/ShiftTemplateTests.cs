using Clinic.Scheduling.Domain.Staffing;
using NodaTime;

namespace Clinic.Scheduling.Domain.Tests.Staffing;

public sealed class ShiftTemplateTests
{
    private static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];

    // Wednesday.
    private static readonly LocalDate From = new(2031, 1, 8);

    [Fact]
    public void Every_other_week_counts_from_the_week_of_the_first_date()
    {
        var template = Template(weekdays: [IsoDayOfWeek.Monday, IsoDayOfWeek.Friday], everyWeeks: 2);

        // The Monday of the first week lies before the first date.
        Assert.Equal([new(2031, 1, 10), new(2031, 1, 20), new(2031, 1, 24), new(2031, 2, 3)], FallsOn(template, From, 28));
    }

    [Fact]
    public void The_first_and_the_last_date_count()
    {
        var template = Template(weekdays: [IsoDayOfWeek.Wednesday], until: From.PlusDays(14));

        Assert.Equal([From, From.PlusDays(7), From.PlusDays(14)], FallsOn(template, From.PlusDays(-14), 60));
    }

    [Fact]
    public void Every_other_week_goes_on_over_the_end_of_a_year()
    {
        var template = Template(weekdays: [IsoDayOfWeek.Wednesday], everyWeeks: 2, from: new LocalDate(2031, 12, 24));

        Assert.Equal([new(2031, 12, 24), new(2032, 1, 7)], FallsOn(template, new LocalDate(2031, 12, 20), 25));
    }

    [Theory]
    [InlineData("2031-03-08", 7)] // The clocks go forward in the night to 9 March.
    [InlineData("2031-11-01", 9)] // They go back in the night to 2 November.
    [InlineData("2031-06-06", 8)]
    public void A_night_shift_lasts_as_long_as_the_wall_clock_says(string date, int hours)
    {
        var (start, end) = Template(start: new(22, 0), end: new(6, 0)).On(Date(date), NewYork);

        Assert.Equal(Duration.FromHours(hours), end - start);
        Assert.Equal(new LocalTime(6, 0), end.InZone(NewYork).TimeOfDay);
    }

    [Fact]
    public void A_shift_to_midnight_ends_with_its_day()
    {
        var (_, end) = Template(start: new(16, 0), end: LocalTime.Midnight).On(From, NewYork);

        Assert.Equal(From.PlusDays(1).AtMidnight(), end.InZone(NewYork).LocalDateTime);
    }

    [Theory]
    [InlineData("2031-03-09")]
    [InlineData("2031-11-02")]
    public void Shifts_that_follow_one_another_in_a_night_of_clock_change_leave_no_gap(string date)
    {
        foreach (var minute in Enumerable.Range(0, 16).Select(quarter => new LocalTime(0, 0).PlusMinutes(quarter * 15)).Skip(1))
        {
            var (_, end) = Template(start: LocalTime.Midnight, end: minute).On(Date(date), NewYork);
            var (start, _) = Template(start: minute, end: new(8, 0)).On(Date(date), NewYork);

            Assert.Equal(end, start);
        }
    }

    [Fact]
    public void A_shift_that_the_clocks_skip_is_refused_by_the_rule_of_shifts()
    {
        var (start, end) = Template(start: new(2, 30), end: new(3, 0)).On(new LocalDate(2031, 3, 9), NewYork);

        Assert.Equal("A shift ends after it starts.", ShiftRule.WhyNot(start, end, Instant.MinValue));
    }

    [Fact]
    public void A_shift_lasts_at_most_a_day_and_does_not_lie_in_the_past()
    {
        var start = Instant.FromUtc(2031, 1, 6, 12, 0);

        Assert.Null(ShiftRule.WhyNot(start, start + Duration.FromHours(24), start));
        Assert.Equal("A shift lasts at most 24 hours.", ShiftRule.WhyNot(start, start + Duration.FromHours(24) + Duration.FromMinutes(1), start));
        Assert.Equal("The shift lies in the past.", ShiftRule.WhyNot(start, start + Duration.FromHours(1), start + Duration.FromHours(1)));
    }

    private static List<LocalDate> FallsOn(ShiftTemplate template, LocalDate from, int days) =>
        [.. Enumerable.Range(0, days).Select(from.PlusDays).Where(template.FallsOn)];

    private static LocalDate Date(string text) => LocalDate.FromDateOnly(DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture));

    private static ShiftTemplate Template(
        IReadOnlyList<IsoDayOfWeek>? weekdays = null,
        int everyWeeks = 1,
        LocalDate? from = null,
        LocalDate? until = null,
        LocalTime? start = null,
        LocalTime? end = null) => new()
        {
            Id = Guid.NewGuid(),
            StaffId = Guid.NewGuid(),
            SiteId = Guid.NewGuid(),
            Weekdays = weekdays ?? [IsoDayOfWeek.Monday],
            StartsAt = start ?? new LocalTime(8, 0),
            EndsAt = end ?? new LocalTime(18, 0),
            ValidFrom = from ?? From,
            ValidUntil = until,
            EveryWeeks = everyWeeks,
            Version = 1,
        };
}
