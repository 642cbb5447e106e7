using System.Text.RegularExpressions;

namespace Clinic.AllInOne.Demo;

/// <summary>The messages a patient has got, as the embedded default writes them: one file each.</summary>
/// <param name="folder">The message folder.</param>
internal sealed partial class PatientMail(string folder)
{
    public int Count => Files().Count();

    public int CountOf(string extension) => Files().Count(f => f.EndsWith(extension, StringComparison.Ordinal));

    /// <summary>The newest consent link that has arrived in a text message, or null.</summary>
    public Uri? ConsentLink() => Files()
        .Where(f => f.EndsWith(".txt", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(f => Link().Match(File.ReadAllText(f)))
        .LastOrDefault(m => m.Success) is { } match ? new Uri(match.Value) : null;

    private IEnumerable<string> Files() => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder).Where(f => f.EndsWith(".txt", StringComparison.Ordinal) || f.EndsWith(".eml", StringComparison.Ordinal))
        : [];

    [GeneratedRegex(@"https?://\S+/consent/[A-Za-z0-9_-]+")]
    private static partial Regex Link();
}
