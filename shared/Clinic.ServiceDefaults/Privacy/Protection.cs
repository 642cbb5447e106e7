using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Clinic.ServiceDefaults.Privacy;

/// <summary>Encrypts what may cross between services or rest in a table only encrypted. The key ring is shared by all services.</summary>
/// <param name="provider">The key ring.</param>
public sealed class Protection(IDataProtectionProvider provider)
{
    /// <summary>Purpose of contact details on the wire and at rest.</summary>
    public const string ContactDetails = "Clinic.ContactDetails.v1";

    /// <summary>Purpose of consent signing links on the wire and at rest.</summary>
    public const string ConsentLink = "Clinic.ConsentLink.v1";

    /// <summary>Purpose of links under which a waiting patient answers an offer, on the wire and at rest.</summary>
    public const string OfferLink = "Clinic.OfferLink.v1";

    /// <summary>Encrypts a value as JSON.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="purpose">What it is for; decrypting needs the same.</param>
    /// <param name="value">The value.</param>
    public string Protect<T>(string purpose, T value) =>
        provider.CreateProtector(purpose).Protect(JsonSerializer.Serialize(value));

    /// <summary>Decrypts a value.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="purpose">What it is for.</param>
    /// <param name="protectedValue">What <see cref="Protect{T}"/> returned.</param>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It was not encrypted with this key ring for this purpose.</exception>
    public T Unprotect<T>(string purpose, string protectedValue) =>
        JsonSerializer.Deserialize<T>(provider.CreateProtector(purpose).Unprotect(protectedValue))!;
}
