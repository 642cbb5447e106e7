using Clinic.Scheduling.Domain.Staffing;

namespace Clinic.Scheduling.Features.Shared;

/// <summary>Roles of staff as they are written in requests, protocols and rules.</summary>
internal static class RoleNames
{
    private static readonly string[] Names = [.. Enum.GetValues<StaffRole>().Select(Of)];

    /// <summary>What to say when a role is unknown.</summary>
    public static string Hint { get; } = $"A role is one of: {string.Join(", ", Names)}.";

    public static string Of(StaffRole role) => role switch
    {
        StaffRole.Nurse => "nurse",
        StaffRole.Prescriber => "prescriber",
        StaffRole.Technician => "technician",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "There is no such role."),
    };

    public static bool IsRole(string? name) => name is not null && Names.Contains(name, StringComparer.Ordinal);
}
