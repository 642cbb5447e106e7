using Clinic.Scheduling.Domain.Staffing;
using Clinic.ServiceDefaults.Http;

namespace Clinic.Scheduling.Features.RegisterStaff;

/// <summary>A member of staff.</summary>
/// <param name="Id">Key.</param>
/// <param name="DisplayName">Name for colleagues.</param>
/// <param name="Role">Role.</param>
/// <param name="PatientsAtOnce">Patients monitored at once.</param>
/// <param name="Credentials">Credentials by code.</param>
/// <param name="Version">Version, also the ETag.</param>
internal sealed record StaffView(
    Guid Id, string DisplayName, StaffRole Role, int PatientsAtOnce, IReadOnlyList<CredentialView> Credentials, int Version) : IVersioned
{
    public static StaffView Of(StaffMember staff) => new(
        staff.Id,
        staff.DisplayName,
        staff.Role,
        staff.PatientsAtOnce,
        [.. staff.Credentials.OrderBy(c => c.Code, StringComparer.Ordinal).Select(c => new CredentialView(c.Code, c.ValidUntil.ToDateOnly()))],
        staff.Version);
}

/// <summary>A credential.</summary>
/// <param name="Code">Code.</param>
/// <param name="ValidUntil">Last day of validity, inclusive.</param>
internal sealed record CredentialView(string Code, DateOnly ValidUntil);
