namespace Clinic.Billing.Domain.Fees;

/// <summary>How many units of a fee line a session takes.</summary>
public enum UnitRule
{
    /// <summary>One, for an infusion of 15 minutes or less or without a recorded stop (96374).</summary>
    InfusionPush,

    /// <summary>One, for an infusion of 16 minutes or more (96365).</summary>
    InfusionInitialHour,

    /// <summary>One for each further hour with more than 30 minutes (96366).</summary>
    InfusionFurtherHour,

    /// <summary>One for each begun <see cref="FeeLine.MilligramsPerUnit"/> of the drug given (J3490).</summary>
    DrugAmount,

    /// <summary>One, whatever the minutes: the flat price of a self-pay session.</summary>
    Session,
}

/// <summary>A price of a fee schedule.</summary>
/// <param name="ProtocolCode">The protocol it is for; null for every protocol that has no line of its own with the same code.</param>
/// <param name="Code">Billing code, for example 96365.</param>
/// <param name="Label">The clinic's own short label; CPT descriptions are licensed and are not used.</param>
/// <param name="PriceMinor">Price of a unit in minor units, more than zero.</param>
/// <param name="UnitRule">How many units a session takes.</param>
/// <param name="MilligramsPerUnit">Milligrams in a unit, for <see cref="UnitRule.DrugAmount"/> only.</param>
public sealed record FeeLine(
    string? ProtocolCode, string Code, string Label, long PriceMinor, UnitRule UnitRule, int? MilligramsPerUnit = null);
