namespace Clinic.Scheduling.Domain.Planning;

/// <summary>The phases of one infusion session, in slots, in the order they happen.</summary>
/// <param name="SetUp">Hands-on work, one patient per nurse: the monitor's lane 0.</param>
/// <param name="Infusion">Shared monitoring: one of the monitor's lanes 1 to R. At least 1.</param>
/// <param name="Recovery">Shared monitoring, like the infusion.</param>
/// <param name="Turnover">The chair alone, after the patient has left; it may reach past closing time, but not past local midnight.</param>
public sealed record SessionPhases(int SetUp, int Infusion, int Recovery, int Turnover)
{
    /// <summary>Slots the patient is there; the monitor's shift and credentials must cover all of them.</summary>
    public int Stay => SetUp + Infusion + Recovery;

    /// <summary>Slots under shared monitoring.</summary>
    public int Shared => Infusion + Recovery;

    /// <summary>Slots the chair is taken.</summary>
    public int Chair => Stay + Turnover;
}
