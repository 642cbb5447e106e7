using System.Globalization;
using System.Text.Json;

namespace Clinic.Benchmarks.Measuring;

internal static class Report
{
    /// <summary>A line for people.</summary>
    public static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    /// <summary>The claims for people, and as one last line of JSON for programs.</summary>
    public static void Write(IReadOnlyCollection<Claim> claims)
    {
        foreach (var c in claims)
        {
            Line($"{c.Name}: median {c.Ratio} ({c.Min} to {c.Max}, {c.Rounds} rounds), asked {c.Target}: {(c.Holds ? "holds" : "does not hold")}");
        }

        Console.WriteLine(JsonSerializer.Serialize(new { claims }, JsonSerializerOptions.Web));
    }
}
