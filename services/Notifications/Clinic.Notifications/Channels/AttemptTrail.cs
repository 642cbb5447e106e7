using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using NodaTime;

namespace Clinic.Notifications.Channels;

/// <summary>What a try can be found by at its provider when the answer is lost. Kept encrypted, and only until it is settled.</summary>
/// <param name="To">Where it went.</param>
/// <param name="TextHash">SHA-256 of the text, hex.</param>
/// <param name="HandedOverAtTicks">When it was claimed, by the machine's real time: Unix ticks.</param>
internal sealed record AttemptTrail(string To, string TextHash, long HandedOverAtTicks)
{
    /// <summary>Purpose of its encryption.</summary>
    public const string Purpose = "Clinic.Notifications.AttemptTrail.v1";

    /// <summary>When it was claimed, by the machine's real time.</summary>
    [JsonIgnore]
    public Instant HandedOverAt => Instant.FromUnixTimeTicks(HandedOverAtTicks);

    /// <summary>The trail of a message that is handed over now.</summary>
    public static AttemptTrail Of(string to, string text) => new(to, HashOf(text), RealTime.Now.ToUnixTimeTicks());

    /// <summary>How a text is told from another.</summary>
    public static string HashOf(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>A try whose answer was lost.</summary>
/// <param name="Attempt">The try.</param>
/// <param name="Trail">What it can be found by, where that was kept.</param>
internal sealed record LostTry(AttemptKey Attempt, AttemptTrail? Trail);
