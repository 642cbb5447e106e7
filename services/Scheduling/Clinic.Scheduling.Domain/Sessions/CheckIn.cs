namespace Clinic.Scheduling.Domain.Sessions;

/// <summary>What is recorded before an infusion.</summary>
public sealed record CheckIn
{
    /// <summary>Whether a responsible adult will take the patient home.</summary>
    public required bool EscortPresent { get; init; }

    /// <summary>Whether the patient kept the fasting instructions (no solids 6 h, no clear fluids 2 h; clinic instructions, verify).</summary>
    public required bool Fasting { get; init; }

    /// <summary>Body weight in kilograms; the dose is computed from it.</summary>
    public required decimal WeightKg { get; init; }

    /// <summary>Systolic blood pressure, mmHg.</summary>
    public required int SystolicMmHg { get; init; }

    /// <summary>Diastolic blood pressure, mmHg.</summary>
    public required int DiastolicMmHg { get; init; }

    /// <summary>Heart rate, beats a minute.</summary>
    public required int HeartRate { get; init; }

    /// <summary>Oxygen saturation, percent.</summary>
    public required int OxygenSaturation { get; init; }
}
