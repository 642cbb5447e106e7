using NodaTime;

namespace Clinic.Billing.Domain.Charges;

/// <summary>
/// How an infusion counts by its actual minutes. Source: the time rules printed with CPT 96365, 96366 and 96374: a start and a
/// stop are needed, an infusion takes at least 16 minutes, and a further hour counts only once more than 30 minutes of it have run.
/// Recovery is not infusion time. Seconds are dropped: 15 min 59 s are 15 minutes.
/// </summary>
/// <param name="Pushes">1 for 15 minutes or less, or without a recorded stop (96374); else 0.</param>
/// <param name="InitialHours">1 for 16 minutes or more (96365); else 0.</param>
/// <param name="FurtherHours">Hours after the first that have more than 30 minutes (96366).</param>
public sealed record InfusionUnits(int Pushes, int InitialHours, int FurtherHours)
{
    private const int LongestPushMinutes = 15;
    private const int FirstHourAndHalfMinutes = 31;
    private const int MinutesPerHour = 60;

    /// <summary>Counts an infusion.</summary>
    /// <param name="start">Actual start, inclusive.</param>
    /// <param name="stop">Actual stop, exclusive, not before the start; null when nobody recorded one.</param>
    public static InfusionUnits Of(Instant start, Instant? stop)
    {
        if (stop is not { } end)
        {
            return new InfusionUnits(1, 0, 0);
        }

        var minutes = (int)(end - start).TotalMinutes;
        return minutes <= LongestPushMinutes
            ? new InfusionUnits(1, 0, 0)
            // 91 minutes are the first that hold more than 30 minutes of a second hour: (91 - 31) / 60 = 1.
            : new InfusionUnits(0, 1, Math.Max(0, (minutes - FirstHourAndHalfMinutes) / MinutesPerHour));
    }
}
