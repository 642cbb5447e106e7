using System.Diagnostics;
using System.Globalization;
using Clinic.Scheduling.Tests.Checking.Ledgers;
using Clinic.Scheduling.Tests.Rig;
using Clinic.Scheduling.Tests.Walk.Steps;

namespace Clinic.Scheduling.Tests.Walk;

/// <summary>
/// Walks a clinic through random steps and checks after each. What a step changed, and everything from yesterday on, is checked after
/// every step; the whole file every <see cref="WholeEvery"/> steps. A step that is refused must leave the file as it was.
/// </summary>
internal sealed class Walker : IAsyncDisposable
{
    /// <summary>Every how many steps the whole file is checked, the past included.</summary>
    public const int WholeEvery = 250;

    private const int Remembered = 12;

    private readonly int _seed;
    private readonly WalkHost _host;
    private readonly LedgerReader _reader;
    private readonly Scene _scene;
    private readonly WeightedSteps _steps;
    private readonly Queue<string> _trail = new();
    private long _lastFact;
    private long _fingerprint = 17;

    private Walker(int seed, WalkHost host, WalkClinic clinic, Random random)
    {
        (_seed, _host, _reader) = (seed, host, new LedgerReader(host.ConnectionString));
        _scene = new Scene(host, clinic, random) { Ledger = Read(), Patients = [] };
        _lastFact = _reader.LastFact();
        _steps = new WeightedSteps(_scene);
    }

    /// <summary>How often each kind of step had each outcome.</summary>
    public SortedDictionary<string, int> Counts { get; } = new(StringComparer.Ordinal);

    /// <summary>How long the steps of each kind took in sum.</summary>
    public Dictionary<string, TimeSpan> Times { get; } = [];

    /// <summary>Sum of what was checked, for people who wonder.</summary>
    public TimeSpan Checking { get; private set; }

    /// <summary>The same for the same seed and number of steps.</summary>
    public string Fingerprint => _fingerprint.ToString("x16", CultureInfo.InvariantCulture);

    public static async Task<Walker> StartAsync(int seed)
    {
        MassTransit.NewId.SetTickProvider(new CountedTicks(new DateTime(2031, 1, 1).Ticks + (seed * TimeSpan.TicksPerDay)));
#pragma warning disable CA5394 // Not a secret: a walk must come again from its seed.
        var random = new Random(seed);
#pragma warning restore CA5394
        var host = await WalkHost.StartAsync(WalkClinic.StartOf(seed));
        return new Walker(seed, host, await WalkClinic.OpenAsync(host, random), random);
    }

    /// <summary>Takes steps until one breaks a rule or all are done.</summary>
    public async Task RunAsync(int steps, CancellationToken cancellationToken)
    {
        for (var number = 1; number <= steps; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await StepAsync(number);
        }

        Check(steps, "end", [.. Whole()]);
    }

    private async Task StepAsync(int number)
    {
        var (version, start) = (_reader.DataVersion(), Stopwatch.GetTimestamp());
        var taken = await _steps.TakeAsync();
        Times[taken.Kind] = Times.GetValueOrDefault(taken.Kind) + Stopwatch.GetElapsedTime(start);
        var outcome = Outcome(taken.Answer);
        Counts[$"{taken.Kind}: {outcome}"] = Counts.GetValueOrDefault($"{taken.Kind}: {outcome}") + 1;
        _fingerprint = $"{taken.Kind}{outcome}{_host.Clock.Utc:u}".Aggregate(_fingerprint, (hash, c) => unchecked((hash * 31) + c));
        _trail.Enqueue($"{number} {_host.Clock.Utc:u} {taken.Kind}: {outcome}");
        _ = _trail.Count > Remembered ? _trail.Dequeue() : null;
        var began = Stopwatch.GetTimestamp();
        Check(number, taken.Kind, [.. Violations(taken, version != _reader.DataVersion(), number % WholeEvery == 0)]);
        Checking += Stopwatch.GetElapsedTime(began);
    }

    private IEnumerable<string> Violations(Taken taken, bool isWritten, bool whole)
    {
        var isRefused = taken.Answer is { } answer && (int)answer.Status >= 400;
        if (isRefused && ((isWritten && !taken.WritesAnyway) || (int)taken.Answer!.Status >= 500))
        {
            yield return $"refused with {taken.Answer!.Status} {taken.Answer.Body?.ToJsonString()}{(isWritten ? ", and written all the same" : "")}";
        }

        foreach (var objection in taken.Objections)
        {
            yield return objection;
        }

        if (!isWritten && !taken.MovesClock && !whole)
        {
            yield break;
        }

        var (before, facts) = (_scene.Ledger, _reader.FactsAfter(_lastFact));
        (_scene.Ledger, _lastFact) = (Read(), _reader.LastFact());
        _scene.Hear(facts);
        var violations = OccupancyRules.Violations(_scene.Ledger, Midnight).Concat(CoverRules.Violations(_scene.Ledger)).Concat(SeriesRules.Violations(_scene.Ledger))
            .Concat(isWritten ? new ChangeRules(before, _scene.Ledger, facts).Violations() : [])
            .Concat(whole ? Whole() : []);
        foreach (var violation in violations)
        {
            yield return violation;
        }
    }

    private IEnumerable<string> Whole()
    {
        var whole = _reader.Read(_host.Clock.Utc, DateTime.MinValue);
        return [.. OccupancyRules.Violations(whole, DateTime.MinValue), .. CoverRules.Violations(whole), .. SeriesRules.Violations(whole)];
    }

    private DateTime Midnight => Ledger.Utc(Ledger.Local(_host.Clock.Utc).Date.AddDays(-1));

    private Ledger Read() => _reader.Read(_host.Clock.Utc, Midnight);

    private void Check(int number, string kind, List<string> violations)
    {
        if (violations.Count > 0)
        {
            throw new BrokenRuleException(
                $"Seed {_seed}, step {number} ({kind}): {violations.Count} broken\n  {string.Join("\n  ", violations.Take(5))}\nbefore it:\n  {string.Join("\n  ", _trail)}");
        }
    }

    private static string Outcome(Answer? answer) => answer is null ? "done" : (int)answer.Status < 300 ? "done" : answer.Problem ?? answer.Status.ToString();

    public async ValueTask DisposeAsync()
    {
        _reader.Dispose();
        await _host.DisposeAsync();
    }
}
