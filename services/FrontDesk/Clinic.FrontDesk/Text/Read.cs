using System.Globalization;
using Clinic.FrontDesk.Api;

namespace Clinic.FrontDesk.Text;

/// <summary>
/// What was typed into a form, or null when it can't be read: the service then names the field that it misses, in the same
/// words as for every other caller.
/// </summary>
internal static class Read
{
    private const decimal MinorPerMajor = 100;
    private const decimal MostMajor = 10_000_000;
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    public static string? Text(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();

    public static int? Whole(string? typed) => int.TryParse(typed, NumberStyles.None, Culture, out var value) ? value : null;

    public static decimal? Number(string? typed) => decimal.TryParse(typed, NumberStyles.AllowDecimalPoint, Culture, out var value) ? value : null;

    public static DateOnly? Date(string? typed) =>
        DateOnly.TryParseExact(typed, "yyyy-MM-dd", Culture, DateTimeStyles.None, out var value) ? value : null;

    public static bool? YesNo(string? typed) => typed switch
    {
        "yes" => true,
        "no" => false,
        _ => null,
    };

    /// <summary>An amount in major units with at most two decimals, such as <c>425</c> or <c>425.50</c>.</summary>
    public static Money? Amount(string? typed, string currency) =>
        Number(typed?.Trim()) is { } value && value <= MostMajor && value * MinorPerMajor == decimal.Truncate(value * MinorPerMajor)
            ? new Money((long)(value * MinorPerMajor), currency)
            : null;
}
