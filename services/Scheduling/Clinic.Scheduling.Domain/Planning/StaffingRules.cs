namespace Clinic.Scheduling.Domain.Planning;

/// <summary>Who may monitor a session of the protocol.</summary>
/// <param name="Roles">Any one of these roles.</param>
/// <param name="Credentials">All of these, valid through the end of the stay.</param>
public sealed record MonitorRule(IReadOnlyList<string> Roles, IReadOnlyList<string> Credentials);

/// <summary>
/// A site's own rule, which must hold in every slot of every stay: so many people on shift. The monitor counts, and one person may
/// serve several rules.
/// </summary>
/// <param name="Count">How many, at least 1.</param>
/// <param name="Role">The role they need, or null for any.</param>
/// <param name="Credential">The credential they need, valid that day, or null for none.</param>
public sealed record SiteRule(int Count, string? Role, string? Credential);
