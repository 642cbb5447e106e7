namespace Clinic.Billing.Domain;

/// <summary>An exact amount of money.</summary>
/// <param name="AmountMinor">Whole minor units of the currency (cents for USD).</param>
/// <param name="Currency">ISO 4217 code.</param>
public readonly record struct Money(long AmountMinor, string Currency)
{
    /// <summary>The sum.</summary>
    /// <param name="other">An amount in the same currency.</param>
    /// <exception cref="InvalidOperationException">The currencies differ: nothing here converts.</exception>
    /// <exception cref="OverflowException">The sum does not fit.</exception>
    public Money Plus(Money other) => this with { AmountMinor = checked(AmountMinor + InOurs(other)) };

    /// <summary>The difference.</summary>
    /// <param name="other">An amount in the same currency.</param>
    /// <exception cref="InvalidOperationException">The currencies differ: nothing here converts.</exception>
    /// <exception cref="OverflowException">The difference does not fit.</exception>
    public Money Minus(Money other) => this with { AmountMinor = checked(AmountMinor - InOurs(other)) };

    /// <summary>The amount for a number of units.</summary>
    /// <param name="units">How many.</param>
    /// <exception cref="OverflowException">The product does not fit.</exception>
    public Money Times(long units) => this with { AmountMinor = checked(AmountMinor * units) };

    private long InOurs(Money other) => string.Equals(Currency, other.Currency, StringComparison.Ordinal)
        ? other.AmountMinor
        : throw new InvalidOperationException($"{other.Currency} cannot be counted in {Currency}.");
}
