using NodaTime;

namespace Clinic.Scheduling.Domain.Staffing;

/// <summary>What a shift may be, whoever plans it.</summary>
public static class ShiftRule
{
    /// <summary>The longest shift.</summary>
    public static Duration Longest { get; } = Duration.FromHours(24);

    /// <summary>Why a shift can't have these times, for people to read; null when it can.</summary>
    /// <param name="start">Start, inclusive.</param>
    /// <param name="end">End, exclusive.</param>
    /// <param name="now">The present.</param>
    public static string? WhyNot(Instant start, Instant end, Instant now) =>
        end <= start ? "A shift ends after it starts."
        : end - start > Longest ? "A shift lasts at most 24 hours."
        : end <= now ? "The shift lies in the past."
        : null;
}
