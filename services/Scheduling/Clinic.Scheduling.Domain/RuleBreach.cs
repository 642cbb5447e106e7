namespace Clinic.Scheduling.Domain;

/// <summary>A rule of the clinic forbids it.</summary>
/// <param name="Code">Stable code in kebab case, for programs.</param>
/// <param name="Detail">One sentence for a person; names no patient.</param>
/// <param name="Field">The field of the request that breaks it, in camel case, or null.</param>
public sealed record RuleBreach(string Code, string Detail, string? Field = null);
