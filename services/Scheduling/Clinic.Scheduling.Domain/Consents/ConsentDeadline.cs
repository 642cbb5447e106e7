using NodaTime;

namespace Clinic.Scheduling.Domain.Consents;

/// <summary>By when a consent must be signed.</summary>
public static class ConsentDeadline
{
    /// <summary>
    /// The site's hours before the first session. A series booked later than that leaves the patient half of the time that is left:
    /// otherwise it would be released the moment it was booked.
    /// </summary>
    /// <param name="requestedAt">When the consent was asked for.</param>
    /// <param name="firstStart">Start of the first session that is still to come.</param>
    /// <param name="hours">The site's hours.</param>
    public static Instant For(Instant requestedAt, Instant firstStart, int hours)
    {
        var usual = firstStart - Duration.FromHours(hours);
        var half = requestedAt + ((firstStart - requestedAt) / 2);
        return Instant.Max(usual, half);
    }
}
