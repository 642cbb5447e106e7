using System.Diagnostics;
using System.Globalization;

namespace Clinic.Scheduling.Tests.Walk;

/// <summary>What was walked: how many steps of each kind with each outcome, and how fast. With <c>CLINIC_WALK_REPORT</c> it also goes to that file as it grows.</summary>
internal sealed class WalkReport
{
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, TimeSpan> _times = new(StringComparer.Ordinal);
    private readonly List<string> _walks = [];
    private readonly long _began = Stopwatch.GetTimestamp();

    public int Steps { get; private set; }

    public void Add(int seed, int steps, Walker walker)
    {
        Steps += steps;
        foreach (var (what, count) in walker.Counts)
        {
            _counts[what] = _counts.GetValueOrDefault(what) + count;
        }

        foreach (var (kind, time) in walker.Times)
        {
            _times[kind] = _times.GetValueOrDefault(kind) + time;
        }

        _walks.Add(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {steps} steps, {walker.Checking.TotalSeconds:F1} s of checking, fingerprint {walker.Fingerprint}"));
        if (Environment.GetEnvironmentVariable("CLINIC_WALK_REPORT") is { Length: > 0 } file)
        {
            File.WriteAllText(file, ToString());
        }
    }

    public override string ToString()
    {
        var seconds = Stopwatch.GetElapsedTime(_began).TotalSeconds;
        return string.Create(CultureInfo.InvariantCulture, $"{Steps} steps in {seconds:F0} s, {Steps / seconds:F0} a second\n")
            + string.Join('\n', _walks.Concat(_counts.Select(c => $"{c.Value,7} {c.Key}")).Concat(_times.Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Value.TotalSeconds,7:F1} s {t.Key}")))) + "\n";
    }
}
