using Clinic.Billing.Domain.Charges;
using Clinic.Billing.Domain.Fees;
using Clinic.Billing.Domain.Ledger;
using NodaTime;
using Xunit;

namespace Clinic.Billing.Tests.Domain;

public class ChargeRuleTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 15, 0);

    private static readonly FeeLine First = new(null, "96365", "Infusion, first hour", 42_500, UnitRule.InfusionInitialHour);
    private static readonly FeeLine Further = new(null, "96366", "Infusion, further hour", 9_500, UnitRule.InfusionFurtherHour);
    private static readonly FeeLine Push = new(null, "96374", "Push", 18_000, UnitRule.InfusionPush);
    private static readonly FeeLine Drug = new(null, "J3490", "Ketamine", 250, UnitRule.DrugAmount, 10);
    private static readonly FeeLine[] All = [First, Further, Push, Drug];

    [Fact]
    public void Forty_minutes_cost_the_first_hour_and_the_drug() => Assert.Equal(
        [("96365", 1, 42_500L), ("J3490", 4, 1_000L)], Lines(Price(40, 35m, All)));

    [Fact]
    public void Ninety_one_minutes_cost_a_further_hour() => Assert.Equal(
        [("96365", 1, 42_500L), ("96366", 1, 9_500L), ("J3490", 4, 1_000L)], Lines(Price(91, 40m, All)));

    [Fact]
    public void An_infusion_without_a_stop_costs_a_push() => Assert.Equal(
        [("96374", 1, 18_000L)], Lines(ChargeRule.Price(new InfusionFacts("KET", Start, null, 0), All)));

    [Fact]
    public void A_line_for_the_protocol_takes_the_place_of_the_general_one()
    {
        FeeLine[] lines = [First, First with { ProtocolCode = "KET", PriceMinor = 40_000 }, First with { ProtocolCode = "OTHER", PriceMinor = 1 }];

        Assert.Equal([("96365", 1, 40_000L)], Lines(Price(40, 0, lines)));
    }

    [Fact]
    public void A_flat_price_needs_no_line_for_the_minutes() => Assert.Equal(
        [("KET-FLAT", 1, 45_000L)],
        Lines(Price(200, 35m, [new FeeLine(null, "KET-FLAT", "Infusion", 45_000, UnitRule.Session)])));

    [Theory]
    [InlineData(10)]
    [InlineData(40)]
    [InlineData(100)]
    public void A_session_is_unpriced_when_a_unit_of_its_time_has_no_line(int minutes)
    {
        FeeLine[] lines = minutes switch { 10 => [First, Further], 40 => [Push, Further], _ => [Push, First] };

        Assert.Equal(new Unpriced(UnbilledReason.NoFittingLine), Price(minutes, 35m, [.. lines, Drug]));
    }

    [Fact]
    public void A_stop_before_the_start_is_not_billed() =>
        Assert.Equal(new Unpriced(UnbilledReason.StopBeforeStart), Price(-1, 35m, All));

    [Fact]
    public void An_infusion_of_more_than_twelve_hours_waits_for_a_person()
    {
        Assert.IsType<Priced>(Price(720, 35m, All));
        Assert.Equal(new Unpriced(UnbilledReason.ImplausibleDuration), Price(721, 35m, All));
    }

    [Fact]
    public void The_drug_is_earned_on_an_account_of_its_own()
    {
        var priced = Assert.IsType<Priced>(Price(40, 35m, All));

        Assert.Equal([ChartOfAccounts.InfusionRevenue, ChartOfAccounts.DrugRevenue], priced.Lines.Select(l => l.Revenue));
    }

    private static Pricing Price(int minutes, decimal milligrams, IReadOnlyCollection<FeeLine> lines) =>
        ChargeRule.Price(new InfusionFacts("KET", Start, Start + Duration.FromMinutes(minutes), milligrams), lines);

    private static IEnumerable<(string Code, int Units, long Amount)> Lines(Pricing pricing) =>
        Assert.IsType<Priced>(pricing).Lines.Select(l => (l.Code, l.Units, l.AmountMinor));
}
