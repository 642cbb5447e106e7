using Clinic.Billing.Domain.Fees;
using Clinic.Billing.Domain.Ledger;
using NodaTime;

namespace Clinic.Billing.Domain.Charges;

/// <summary>Turns what was done into what is charged.</summary>
public static class ChargeRule
{
    /// <summary>The longest infusion that is charged without a person looking at it. Published protocols run 2 to 100 minutes (Andrade 2017).</summary>
    public static readonly Duration LongestPlausible = Duration.FromHours(12);

    /// <summary>
    /// Prices a session. Its administration must be priced: by a flat session line, or by a line for every time unit it
    /// took. A drug that the schedule does not list is included in the other prices.
    /// </summary>
    /// <param name="session">What was done.</param>
    /// <param name="lines">The fee schedule valid on the date of service.</param>
    public static Pricing Price(InfusionFacts session, IReadOnlyCollection<FeeLine> lines)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (Implausible(session) is { } implausible)
        {
            return new Unpriced(implausible);
        }

        var units = InfusionUnits.Of(session.StartedAt, session.StoppedAt);
        var fitting = Fitting(lines, session.ProtocolCode);
        if (!IsAdministrationPriced(units, fitting))
        {
            return new Unpriced(UnbilledReason.NoFittingLine);
        }

        return new Priced([.. fitting
            .Select(line => new ChargeLine(line.Code, line.Label, Units(line, units, session.DoseMilligrams), line.PriceMinor, RevenueOf(line)))
            .Where(charge => charge.Units > 0)]);
    }

    private static UnbilledReason? Implausible(InfusionFacts session) => (session.StoppedAt - session.StartedAt) switch
    {
        { } time when time < Duration.Zero => UnbilledReason.StopBeforeStart,
        { } time when time > LongestPlausible => UnbilledReason.ImplausibleDuration,
        _ => null,
    };

    // A line for the protocol takes the place of the general line with the same code and rule.
    private static List<FeeLine> Fitting(IReadOnlyCollection<FeeLine> lines, string protocolCode) =>
        [.. lines
            .Where(line => line.ProtocolCode is null || string.Equals(line.ProtocolCode, protocolCode, StringComparison.Ordinal))
            .GroupBy(line => (line.Code, line.UnitRule))
            .Select(same => same.FirstOrDefault(line => line.ProtocolCode is not null) ?? same.First())];

    private static bool IsAdministrationPriced(InfusionUnits units, List<FeeLine> lines)
    {
        bool Has(UnitRule rule) => lines.Exists(line => line.UnitRule == rule);
        return Has(UnitRule.Session)
            || ((units.Pushes == 0 || Has(UnitRule.InfusionPush))
                && (units.InitialHours == 0 || Has(UnitRule.InfusionInitialHour))
                && (units.FurtherHours == 0 || Has(UnitRule.InfusionFurtherHour)));
    }

    private static int Units(FeeLine line, InfusionUnits units, decimal milligrams) => line.UnitRule switch
    {
        UnitRule.InfusionPush => units.Pushes,
        UnitRule.InfusionInitialHour => units.InitialHours,
        UnitRule.InfusionFurtherHour => units.FurtherHours,
        UnitRule.DrugAmount => (int)Math.Ceiling(milligrams / (line.MilligramsPerUnit ?? 1)),
        UnitRule.Session => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(line), line.UnitRule, "There is no such unit rule."),
    };

    private static LedgerAccount RevenueOf(FeeLine line) =>
        line.UnitRule == UnitRule.DrugAmount ? ChartOfAccounts.DrugRevenue : ChartOfAccounts.InfusionRevenue;
}
