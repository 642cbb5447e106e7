using FluentValidation;

namespace Clinic.ServiceDefaults.Http;

/// <summary>Money in requests and answers.</summary>
/// <param name="AmountMinor">Whole minor units (cents for USD).</param>
/// <param name="Currency">ISO 4217 code.</param>
public sealed record HttpMoney(long AmountMinor, string Currency);

/// <summary>Rules on money that a caller sends.</summary>
public static class HttpMoneyRules
{
    /// <summary>Largest amount one request may name: ten million in major units, far above any clinic's bill.</summary>
    public const long MaxAmountMinor = 1_000_000_000;

    /// <summary>The amount is positive, not absurd, and in a three-letter currency.</summary>
    /// <typeparam name="T">The request.</typeparam>
    /// <param name="rule">The rule on the money property.</param>
    public static IRuleBuilderOptions<T, HttpMoney?> PositiveMoney<T>(this IRuleBuilder<T, HttpMoney?> rule) => rule
        .NotNull().WithMessage("An amount of money is required.")
        .Must(m => m is null || m.AmountMinor > 0).WithMessage("The amount must be more than zero.")
        .Must(m => m is null || m.AmountMinor <= MaxAmountMinor).WithMessage($"The amount must be at most {MaxAmountMinor} minor units.")
        .Must(m => m is null || IsCurrency(m.Currency)).WithMessage("The currency is a three-letter ISO 4217 code such as USD.");

    private static bool IsCurrency(string? code) => code is { Length: 3 } && code.All(char.IsAsciiLetterUpper);
}
