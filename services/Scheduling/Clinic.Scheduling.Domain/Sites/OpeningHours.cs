using NodaTime;

namespace Clinic.Scheduling.Domain.Sites;

/// <summary>When a site is open on one weekday, in its own wall-clock time.</summary>
public sealed class OpeningHours
{
    /// <summary>The site.</summary>
    public required Guid SiteId { get; init; }

    /// <summary>The weekday.</summary>
    public required IsoDayOfWeek Weekday { get; init; }

    /// <summary>Opens, inclusive.</summary>
    public required LocalTime Opens { get; init; }

    /// <summary>Closes, exclusive; midnight is the end of the day.</summary>
    public required LocalTime Closes { get; init; }
}
