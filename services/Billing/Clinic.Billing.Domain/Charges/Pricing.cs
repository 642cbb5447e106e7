using Clinic.Billing.Domain.Ledger;
using NodaTime;

namespace Clinic.Billing.Domain.Charges;

/// <summary>What was done in a session.</summary>
/// <param name="ProtocolCode">The protocol followed.</param>
/// <param name="StartedAt">Actual start of the infusion, inclusive.</param>
/// <param name="StoppedAt">Actual stop, exclusive; null when nobody recorded one.</param>
/// <param name="DoseMilligrams">Milligrams of the drug given.</param>
public sealed record InfusionFacts(string ProtocolCode, Instant StartedAt, Instant? StoppedAt, decimal DoseMilligrams);

/// <summary>One line of a bill.</summary>
/// <param name="Code">Billing code.</param>
/// <param name="Label">The clinic's own short label.</param>
/// <param name="Units">How many, more than zero.</param>
/// <param name="UnitPriceMinor">Price of one in minor units.</param>
/// <param name="Revenue">The account it is earned on.</param>
public sealed record ChargeLine(string Code, string Label, int Units, long UnitPriceMinor, LedgerAccount Revenue)
{
    /// <summary>What the line adds to the bill, in minor units.</summary>
    public long AmountMinor => checked(Units * UnitPriceMinor);
}

/// <summary>Why a session could not be billed and waits for a person.</summary>
public enum UnbilledReason
{
    /// <summary>The site has no billing policy.</summary>
    SiteNotSetUp,

    /// <summary>No fee schedule of the site is valid on the date of service.</summary>
    NoFeeSchedule,

    /// <summary>The valid fee schedule has no line for what was done.</summary>
    NoFittingLine,

    /// <summary>The recorded stop is before the start.</summary>
    StopBeforeStart,

    /// <summary>The infusion is longer than <see cref="ChargeRule.LongestPlausible"/>.</summary>
    ImplausibleDuration,
}

/// <summary>The result of pricing a session: <see cref="Priced"/> or <see cref="Unpriced"/>.</summary>
public abstract record Pricing;

/// <summary>The session has a price.</summary>
/// <param name="Lines">At least one.</param>
public sealed record Priced(IReadOnlyList<ChargeLine> Lines) : Pricing;

/// <summary>The session has no price.</summary>
/// <param name="Reason">Why.</param>
public sealed record Unpriced(UnbilledReason Reason) : Pricing;
