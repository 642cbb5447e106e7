using Clinic.Billing.Domain.Calendar;
using Clinic.Billing.Domain.Estimates;
using NodaTime;
using NodaTime.Text;
using Xunit;

namespace Clinic.Billing.Tests.Domain;

public class BusinessDaysTests
{
    [Theory]
    [InlineData("2026-01-01", "New Year's Day")]
    [InlineData("2026-01-19", "Martin Luther King Day")]
    [InlineData("2026-02-16", "Washington's Birthday")]
    [InlineData("2026-05-25", "Memorial Day")]
    [InlineData("2026-06-19", "Juneteenth")]
    [InlineData("2026-07-03", "Independence Day, a Saturday, is kept on Friday")]
    [InlineData("2027-07-05", "Independence Day, a Sunday, is kept on Monday")]
    [InlineData("2026-09-07", "Labor Day")]
    [InlineData("2026-10-12", "Columbus Day")]
    [InlineData("2026-11-11", "Veterans Day")]
    [InlineData("2026-11-26", "Thanksgiving")]
    [InlineData("2026-12-25", "Christmas")]
    [InlineData("2027-12-31", "New Year's Day 2028, a Saturday, is kept in the year before")]
    public void A_federal_holiday_is_no_business_day(string day, string name) =>
        Assert.False(BusinessDays.IsBusinessDay(Day(day)), name);

    [Theory]
    [InlineData("2026-11-25", 1, "2026-11-27")]
    [InlineData("2026-11-27", 1, "2026-11-30")]
    [InlineData("2026-12-23", 3, "2026-12-29")]
    public void Counting_skips_weekends_and_holidays(string from, int count, string expected)
    {
        Assert.Equal(Day(expected), BusinessDays.After(Day(from), count));
        Assert.Equal(count, BusinessDays.Between(Day(from), Day(expected)));
    }

    /// <summary>45 CFR 149.610(b)(1)(vi). Scheduled on Monday 2 March 2026; the third business day after is the 5th, the tenth the 16th.</summary>
    [Theory]
    [InlineData("2026-03-02", null)]
    [InlineData("2026-03-04", null)]
    [InlineData("2026-03-05", "2026-03-03")]
    [InlineData("2026-03-13", "2026-03-03")]
    [InlineData("2026-03-16", "2026-03-05")]
    [InlineData("2026-06-01", "2026-03-05")]
    public void An_estimate_is_due_by_how_far_ahead_the_service_was_scheduled(string service, string? due) =>
        Assert.Equal(due is null ? null : Day(due), GoodFaithClock.DueOn(Day("2026-03-02"), Day(service)));

    private static LocalDate Day(string text) => LocalDatePattern.Iso.Parse(text).Value;
}
