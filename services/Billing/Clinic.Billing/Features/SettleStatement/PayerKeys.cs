using System.Security.Cryptography;
using System.Text;

namespace Clinic.Billing.Features.SettleStatement;

/// <summary>Who sent money, without the name: equal for the spellings that banks make of one sender.</summary>
internal static class PayerKeys
{
    /// <summary>The key of a sender; null when the statement doesn't say who it was.</summary>
    public static string? Of(string payer)
    {
        var letters = string.Concat(payer.Where(char.IsLetterOrDigit)).ToUpperInvariant();
        return letters.Length == 0 ? null : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(letters)));
    }
}
