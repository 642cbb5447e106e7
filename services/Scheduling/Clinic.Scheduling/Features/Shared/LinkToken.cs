using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Clinic.Scheduling.Features.Shared;

/// <summary>The secret in a link that lets a patient act: 256 random bits, of which only the SHA-256 is kept.</summary>
internal static class LinkToken
{
    private const int Bytes = 32;
    private const int MaxLength = 100;

    /// <summary>A new token for a link.</summary>
    public static string Create() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>What is kept of a token; for what can't be one, the hash of nothing that was ever sent.</summary>
    /// <param name="token">A token as somebody sent it.</param>
    public static string HashOf(string? token) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token is { Length: <= MaxLength } ? token : "")));
}
