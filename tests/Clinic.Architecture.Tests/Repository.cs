using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Clinic.Architecture.Tests;

/// <summary>The projects of the tree, found and not listed: a new one is under the rules the moment it exists.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static IReadOnlyList<Project> Projects { get; } =
    [
        .. new[] { "services", "shared", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.csproj", SearchOption.AllDirectories))
            .Select(Project.Read)
            .OrderBy(p => p.Name, StringComparer.Ordinal),
    ];

    private static string Find([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}

/// <summary>A project file, as far as the rules look at it.</summary>
internal sealed record Project(string Path, string Name, IReadOnlyList<string> Packages, IReadOnlyList<string> References)
{
    /// <summary>The service whose folder it lies in, or null.</summary>
    public string? Service => System.IO.Path.GetRelativePath(Repository.Root, Path).Split('/', '\\') is ["services", var service, ..] ? service : null;

    public bool IsDomain => Name.EndsWith(".Domain", StringComparison.Ordinal);

    public bool IsTest => System.IO.Path.GetRelativePath(Repository.Root, Path).StartsWith("tests", StringComparison.Ordinal);

    public static Project Read(string path)
    {
        var xml = XDocument.Load(path);
        return new Project(
            path,
            System.IO.Path.GetFileNameWithoutExtension(path),
            [.. Includes(xml, "PackageReference")],
            [.. Includes(xml, "ProjectReference").Select(r => System.IO.Path.GetFileNameWithoutExtension(r.Replace('\\', '/')))]);
    }

    private static IEnumerable<string> Includes(XDocument xml, string element) =>
        xml.Descendants(element).Select(e => (string?)e.Attribute("Include")).OfType<string>();
}
