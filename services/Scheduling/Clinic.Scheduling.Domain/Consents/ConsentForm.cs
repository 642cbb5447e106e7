using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace Clinic.Scheduling.Domain.Consents;

/// <summary>A text that patients sign. A version never changes.</summary>
public sealed class ConsentForm
{
    /// <summary>Key of this version.</summary>
    public required Guid Id { get; init; }

    /// <summary>Stable code, which protocols name.</summary>
    public required string Code { get; init; }

    /// <summary>Version of the code in this language, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>BCP 47 tag of the text's language.</summary>
    public required string Language { get; init; }

    /// <summary>The exact text, plain, paragraphs separated by blank lines.</summary>
    public required string Text { get; init; }

    /// <summary>SHA-256 of the text in UTF-8, hex.</summary>
    public required string TextSha256 { get; init; }

    /// <summary>Days for which a signature under it holds.</summary>
    public required int ValidDays { get; init; }

    /// <summary>When it was published, UTC.</summary>
    public required Instant PublishedAt { get; init; }

    /// <summary>The hash under which a text is signed.</summary>
    /// <param name="text">The text.</param>
    public static string HashOf(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
