using Clinic.Scheduling.Domain.Waitlist;
using NodaTime;
using NodaTime.Text;

namespace Clinic.Scheduling.Domain.Tests.Waitlist;

public sealed class OfferDeadlineTests
{
    private static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];

    [Theory]
    [InlineData("2031-01-06T08:59", "2031-01-06T10:00")]
    [InlineData("2031-01-06T09:00", "2031-01-06T10:00")]
    [InlineData("2031-01-06T19:59", "2031-01-06T20:59")]
    [InlineData("2031-01-06T20:00", "2031-01-07T10:00")]
    [InlineData("2031-01-06T23:59", "2031-01-07T10:00")]
    [InlineData("2031-01-07T00:00", "2031-01-07T10:00")]
    // Both nights on which the clock is changed: the morning counts and not the hours of the night.
    [InlineData("2031-03-08T21:00", "2031-03-09T10:00")]
    [InlineData("2031-11-01T21:00", "2031-11-02T10:00")]
    public void The_minutes_begin_when_a_message_may_reach_the_patient(string offered, string expires) =>
        Assert.Equal(At(expires), OfferDeadline.For(At(offered), NewYork, minutes: 60));

    private static Instant At(string local) =>
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(local).Value.InZoneStrictly(NewYork).ToInstant();
}
