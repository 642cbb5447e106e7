using Clinic.Scheduling.Domain.Staffing;
using Clinic.Scheduling.Features.Shared;
using FluentValidation;

namespace Clinic.Scheduling.Features.RegisterStaff;

/// <summary>A member of staff to register.</summary>
/// <param name="DisplayName">Name for colleagues, at most 200 characters.</param>
/// <param name="Role">Role.</param>
/// <param name="PatientsAtOnce">Patients monitored at once, 0 to 10; 0 for somebody who doesn't monitor.</param>
/// <param name="Credentials">Credentials, at most one per code; none by default.</param>
internal sealed record RegisterStaffRequest(
    string? DisplayName, StaffRole? Role, int? PatientsAtOnce, IReadOnlyList<CredentialRequest>? Credentials);

/// <summary>A credential.</summary>
/// <param name="Code">In capitals, for example <c>ACLS</c>.</param>
/// <param name="ValidUntil">Last day of validity, inclusive.</param>
internal sealed record CredentialRequest(string? Code, DateOnly? ValidUntil);

internal sealed class RegisterStaffValidator : AbstractValidator<RegisterStaffRequest>
{
    public RegisterStaffValidator()
    {
        RuleFor(r => r.DisplayName).Name();
        RuleFor(r => r.Role).NotNull();
        RuleFor(r => r.PatientsAtOnce).NotNull().InclusiveBetween(0, StaffMember.MostPatientsAtOnce);
        RuleForEach(r => r.Credentials).SetValidator(new CredentialValidator());
        RuleFor(r => r.Credentials)
            .Must(list => list!.Select(c => c.Code).Distinct().Count() == list!.Count)
            .When(r => r.Credentials is not null && r.Credentials.All(c => c is not null))
            .WithMessage("A credential is listed once.");
    }
}

internal sealed class CredentialValidator : AbstractValidator<CredentialRequest>
{
    public CredentialValidator()
    {
        RuleFor(c => c.Code).Credential();
        RuleFor(c => c.ValidUntil).NotNull();
    }
}
