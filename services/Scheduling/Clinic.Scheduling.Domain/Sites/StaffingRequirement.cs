namespace Clinic.Scheduling.Domain.Sites;

/// <summary>
/// A site's own rule, for example one prescriber and two people with BLS (secondary summaries of the APA 2017 consensus; verify):
/// so many people on shift at the site in every slot of every stay. The monitor counts, and one person may serve several rules.
/// </summary>
public sealed class StaffingRequirement
{
    /// <summary>The site.</summary>
    public required Guid SiteId { get; init; }

    /// <summary>What is counted.</summary>
    public required StaffingRequirementKind Kind { get; init; }

    /// <summary>The role or the credential code.</summary>
    public required string Code { get; init; }

    /// <summary>How many, at least 1.</summary>
    public required int AtLeast { get; init; }
}

/// <summary>What a staffing requirement counts.</summary>
public enum StaffingRequirementKind
{
    /// <summary>People with a role.</summary>
    Role,

    /// <summary>People who hold a credential that is valid that day.</summary>
    Credential,
}
