using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace Clinic.Notifications.Channels.Twilio;

/// <summary>
/// Twilio's signature: HMAC-SHA1 with the account's secret over the exact URL followed by all form fields, sorted by name,
/// name and value written together (twilio.com/docs/usage/security).
/// </summary>
internal static class TwilioSignature
{
    /// <summary>The header that carries it.</summary>
    public const string Header = "X-Twilio-Signature";

    /// <summary>Whether the signature is Twilio's. Takes the same time for every wrong one.</summary>
    public static bool IsValid(string secret, string url, IEnumerable<KeyValuePair<string, StringValues>> form, string? signature)
    {
        var expected = Encoding.ASCII.GetBytes(Of(secret, url, form));
        return CryptographicOperations.FixedTimeEquals(expected, Encoding.ASCII.GetBytes(signature ?? ""));
    }

#pragma warning disable CA5350 // Twilio signs with SHA-1; as an HMAC it is not broken.
    private static string Of(string secret, string url, IEnumerable<KeyValuePair<string, StringValues>> form) =>
        Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(url + Fields(form))));
#pragma warning restore CA5350

    private static string Fields(IEnumerable<KeyValuePair<string, StringValues>> form) => string.Concat(
        form.OrderBy(field => field.Key, StringComparer.Ordinal)
            .SelectMany(field => field.Value.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), (field, value) => field.Key + value));
}
