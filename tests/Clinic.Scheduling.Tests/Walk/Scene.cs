using System.Text.Json;
using Clinic.Scheduling.Tests.Checking.Ledgers;
using Clinic.Scheduling.Tests.Rig;

namespace Clinic.Scheduling.Tests.Walk;

/// <summary>What a step sees: the clinic as the file said it after the last one, and the dice.</summary>
internal sealed class Scene(WalkHost host, WalkClinic clinic, Random random)
{
    public WalkHost Host => host;

    public WalkClinic Clinic => clinic;

    public required Ledger Ledger { get; set; }

    public required List<Guid> Patients { get; init; }

    /// <summary>Consents that patients were asked for and have not signed yet.</summary>
    public List<JsonElement> Requests { get; } = [];

    /// <summary>Consents that were signed.</summary>
    public List<Guid> Consents { get; } = [];

    public DateTime LocalNow => Ledger.Local(host.Clock.Utc);

    public DateOnly Today => DateOnly.FromDateTime(LocalNow);

#pragma warning disable CA5394 // Not a secret: a walk must come again from its seed.
    public int Roll(int below) => random.Next(below);

    public bool Chance(double probability) => random.NextDouble() < probability;
#pragma warning restore CA5394

    /// <summary>Any of them, or the default of the type when there are none.</summary>
    public T? Pick<T>(IEnumerable<T> from) => from.ToList() is { Count: > 0 } list ? list[Roll(list.Count)] : default;

    /// <summary>Takes note of the consents that a step has asked for.</summary>
    public void Hear(IEnumerable<Fact> facts) => Requests.AddRange(
        facts.Where(f => f.Type == "OffLabelConsentRequested").Select(f => JsonDocument.Parse(f.Body).RootElement));

    public Stay? PickStay(Func<Stay, bool> which) => Pick(Ledger.Stays.Values.Where(which));

    public Duty? PickDuty() => Pick(Ledger.Duties.Values.Where(d => d.State == "Planned" && d.End > host.Clock.Utc));

    /// <summary>A local time of a day as an instant with its offset; a local time that the clocks leave out comes an hour later.</summary>
    public static DateTimeOffset At(DateOnly date, int minute)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
        var local = date.ToDateTime(TimeOnly.MinValue).AddMinutes(minute);
        local = zone.IsInvalidTime(local) ? local.AddHours(1) : local;
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }
}

/// <summary>A step that was taken.</summary>
/// <param name="Kind">What it did.</param>
/// <param name="Answer">What the service answered; null where it was not asked.</param>
internal sealed record Taken(string Kind, Answer? Answer)
{
    /// <summary>Whether time has passed.</summary>
    public bool MovesClock { get; init; }

    /// <summary>Whether a refusal may write: a search leaves an entry in the audit log in any case.</summary>
    public bool WritesAnyway { get; init; }

    /// <summary>What the step itself found wrong with the answer.</summary>
    public IReadOnlyList<string> Objections { get; init; } = [];
}
