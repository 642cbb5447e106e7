using Clinic.Scheduling.Domain.Planning;
using NodaTime;

namespace Clinic.Scheduling.Domain.Protocols;

/// <summary>
/// How a treatment is given. A version never changes: a series keeps the version it was booked under. Numbers are the clinic's own;
/// what is published (0.5 mg/kg over 40 minutes, Andrade 2017; 6 infusions in 2 to 3 weeks) is only what the demonstration seeds.
/// </summary>
public sealed class Protocol
{
    /// <summary>Key of this version.</summary>
    public required Guid Id { get; init; }

    /// <summary>Stable code, for example <c>KET-IND-6</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Version of the code, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>Name for people.</summary>
    public required string Name { get; init; }

    /// <summary>The drug, for example <c>ketamine</c>.</summary>
    public required string DrugCode { get; init; }

    /// <summary>The route, for example <c>iv</c>.</summary>
    public required string Route { get; init; }

    /// <summary>Milligrams per kilogram of body weight.</summary>
    public required decimal DoseMgPerKg { get; init; }

    /// <summary>Least minutes an infusion may run.</summary>
    public required int MinInfusionMinutes { get; init; }

    /// <summary>Most minutes an infusion may run.</summary>
    public required int MaxInfusionMinutes { get; init; }

    /// <summary>Hands-on minutes before the drop: one nurse to one patient.</summary>
    public required int SetUpMinutes { get; init; }

    /// <summary>Planned minutes of the infusion itself.</summary>
    public required int InfusionMinutes { get; init; }

    /// <summary>Planned minutes of recovery under shared monitoring.</summary>
    public required int RecoveryMinutes { get; init; }

    /// <summary>Minutes to make the chair ready again, after the patient has left.</summary>
    public required int TurnoverMinutes { get; init; }

    /// <summary>Least minutes of recovery before a discharge, whatever was planned.</summary>
    public required int LeastRecoveryMinutes { get; init; }

    /// <summary>Minutes between vital signs during the infusion.</summary>
    public required int VitalsIntervalMinutes { get; init; }

    /// <summary>Infusions in a series.</summary>
    public required int Infusions { get; init; }

    /// <summary>Least days between the dates of consecutive infusions, at least 1.</summary>
    public required int MinGapDays { get; init; }

    /// <summary>Most days between the dates of consecutive infusions, inclusive.</summary>
    public required int MaxGapDays { get; init; }

    /// <summary>Days from the first date to the last in which the series must fit.</summary>
    public required int WindowDays { get; init; }

    /// <summary>
    /// For a booster: least days from the date of the last infusion of the series it follows to the date of its own first one. Null for a
    /// protocol that begins a treatment. Patients are evaluated again about 1, 3 and 6 months after an induction (the clinic's knowledge base; verify).
    /// </summary>
    public int? BoosterAfterDays { get; init; }

    /// <summary>Roles that may monitor, in kebab case; any one of them.</summary>
    public required IReadOnlyList<string> MonitorRoles { get; init; }

    /// <summary>Credentials the monitor must hold, all of them, through the end of the stay.</summary>
    public required IReadOnlyList<string> MonitorCredentials { get; init; }

    /// <summary>Prefixes of the ICD-10-CM codes it is given for.</summary>
    public required IReadOnlyList<string> IndicationPrefixes { get; init; }

    /// <summary>Code of the consent form that must be signed.</summary>
    public required string ConsentFormCode { get; init; }

    /// <summary>When this version was published, UTC.</summary>
    public required Instant PublishedAt { get; init; }

    /// <summary>The phases on the slot grid: minutes that are no multiple of a slot take the whole slot.</summary>
    public SessionPhases Phases => new(
        SlotsFor(SetUpMinutes), SlotsFor(InfusionMinutes), SlotsFor(RecoveryMinutes), SlotsFor(TurnoverMinutes));

    /// <summary>Whether the protocol is meant for an ICD-10-CM code.</summary>
    /// <param name="icd10">The code.</param>
    public bool IsFor(string icd10) => IndicationPrefixes.Any(prefix => icd10.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>The dose for a body weight, rounded to a tenth of a milligram.</summary>
    /// <param name="weightKg">Kilograms.</param>
    /// <returns>Milligrams.</returns>
    public decimal DoseFor(decimal weightKg) => decimal.Round(DoseMgPerKg * weightKg, 1, MidpointRounding.ToEven);

    private static int SlotsFor(int minutes) => (minutes + Slots.Minutes - 1) / Slots.Minutes;
}
