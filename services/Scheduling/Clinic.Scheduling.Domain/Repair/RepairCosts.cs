namespace Clinic.Scheduling.Domain.Repair;

/// <summary>
/// What a repair costs, in points. The steps are so far apart that one more session placed is worth moving hundreds, and one patient
/// less disturbed is worth any number of changed monitors.
/// </summary>
public static class RepairCosts
{
    /// <summary>A session without a place.</summary>
    public const int Unplaced = 10_000_000;

    /// <summary>A patient who must come at another time.</summary>
    public const int Move = 10_000;

    /// <summary>Each day between the old and the new date.</summary>
    public const int PerDay = 100;

    /// <summary>Each slot between the old and the new time of day.</summary>
    public const int PerSlot = 1;

    /// <summary>Another monitor.</summary>
    public const int Monitor = 10;

    /// <summary>Another chair.</summary>
    public const int Chair = 1;
}
