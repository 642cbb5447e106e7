namespace Clinic.Contracts;

/// <summary>An exact amount of money on the wire.</summary>
/// <param name="AmountMinor">Whole minor units of the currency (cents for USD); negative amounts are credits.</param>
/// <param name="Currency">The ISO 4217 code, for example <c>USD</c>.</param>
public sealed record Money(long AmountMinor, string Currency);
