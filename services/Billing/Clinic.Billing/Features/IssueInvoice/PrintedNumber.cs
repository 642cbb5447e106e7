using System.Globalization;

namespace Clinic.Billing.Features.IssueInvoice;

/// <summary>The numbers that stand on documents.</summary>
internal static class PrintedNumber
{
    /// <summary>For example <c>LA-000017</c>.</summary>
    public static string Invoice(string prefix, int sequence) => Of(prefix, "", sequence);

    /// <summary>For example <c>LA-C000003</c>.</summary>
    public static string CreditNote(string prefix, int sequence) => Of(prefix, "C", sequence);

    /// <summary>For example <c>LA-R000021</c>.</summary>
    public static string Receipt(string prefix, int sequence) => Of(prefix, "R", sequence);

    private static string Of(string prefix, string kind, int sequence) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}-{kind}{sequence:D6}");
}
