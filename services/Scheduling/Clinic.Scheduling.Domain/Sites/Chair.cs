namespace Clinic.Scheduling.Domain.Sites;

/// <summary>A chair (or bed) in which one patient at a time gets an infusion.</summary>
public sealed class Chair
{
    /// <summary>Key; the resource of its claims, lane 0.</summary>
    public required Guid Id { get; init; }

    /// <summary>Where it stands.</summary>
    public required Guid SiteId { get; init; }

    /// <summary>Its name, unique within the site.</summary>
    public required string Name { get; init; }
}
