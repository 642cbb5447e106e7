using NodaTime;

namespace Clinic.Scheduling.Domain.Sites;

/// <summary>A date on which a site is closed. Sessions that were booked before are flagged; nothing new is placed there.</summary>
public sealed class SiteClosure
{
    /// <summary>The site.</summary>
    public required Guid SiteId { get; init; }

    /// <summary>The local date.</summary>
    public required LocalDate Date { get; init; }

    /// <summary>Why, for people to read.</summary>
    public required string Reason { get; init; }
}
