using Clinic.Billing.Domain.Charges;
using NodaTime;
using Xunit;

namespace Clinic.Billing.Tests.Domain;

public class InfusionUnitsTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 15, 0);

    [Theory]
    [InlineData(0, 1, 0, 0)]
    [InlineData(15, 1, 0, 0)]
    [InlineData(16, 0, 1, 0)]
    [InlineData(40, 0, 1, 0)]
    [InlineData(60, 0, 1, 0)]
    [InlineData(90, 0, 1, 0)]
    [InlineData(91, 0, 1, 1)]
    [InlineData(150, 0, 1, 1)]
    [InlineData(151, 0, 1, 2)]
    [InlineData(210, 0, 1, 2)]
    [InlineData(211, 0, 1, 3)]
    public void An_infusion_counts_by_its_minutes(int minutes, int pushes, int initialHours, int furtherHours) =>
        Assert.Equal(
            new InfusionUnits(pushes, initialHours, furtherHours), InfusionUnits.Of(Start, Start + Duration.FromMinutes(minutes)));

    [Fact]
    public void A_missing_stop_counts_as_a_push() => Assert.Equal(new InfusionUnits(1, 0, 0), InfusionUnits.Of(Start, null));

    [Fact]
    public void Seconds_of_a_begun_minute_do_not_count()
    {
        var stop = Start + Duration.FromMinutes(16) - Duration.FromSeconds(1);

        Assert.Equal(1, InfusionUnits.Of(Start, stop).Pushes);
    }
}
