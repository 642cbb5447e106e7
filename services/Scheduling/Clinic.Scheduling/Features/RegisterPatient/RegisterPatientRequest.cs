using Clinic.Scheduling.Domain.Patients;
using Clinic.Scheduling.Features.Shared;
using Clinic.ServiceDefaults.Http;
using FluentValidation;

namespace Clinic.Scheduling.Features.RegisterPatient;

/// <summary>A patient to register, or what one should become.</summary>
/// <param name="FullName">The name on documents, at most 200 characters.</param>
/// <param name="GivenName">The name to greet with; by default the first word of the full name.</param>
/// <param name="BirthDate">In the past.</param>
/// <param name="Phone">International form, or null.</param>
/// <param name="Email">Address, or null; a phone or an email is required.</param>
/// <param name="TimeZoneId">IANA time zone; quiet hours are counted in it.</param>
/// <param name="Language">BCP 47 tag, default <c>en</c>.</param>
internal sealed record RegisterPatientRequest(
    string? FullName, string? GivenName, DateOnly? BirthDate, string? Phone, string? Email, string? TimeZoneId, string? Language)
{
    /// <summary>The given name, or the first word of the full name.</summary>
    public string Greeting => string.IsNullOrWhiteSpace(GivenName) ? FullName!.Trim().Split(' ')[0] : GivenName.Trim();
}

internal sealed class RegisterPatientValidator : AbstractValidator<RegisterPatientRequest>
{
    private static readonly DateOnly Oldest = new(1900, 1, 1);

    public RegisterPatientValidator(TimeProvider time)
    {
        RuleFor(r => r.FullName).Name();
        RuleFor(r => r.GivenName).Name().When(r => r.GivenName is not null);
        RuleFor(r => r.BirthDate).NotNull()
            .Must(d => d is null || (d >= Oldest && d <= DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)))
            .WithMessage("A date of birth from 1900 to today is required.");
        RuleFor(r => r.Phone).Phone();
        RuleFor(r => r.Phone).NotNull().When(r => r.Email is null).WithMessage("A phone number or an email address is required.");
        RuleFor(r => r.Email).Email();
        RuleFor(r => r.TimeZoneId).ZoneId();
        RuleFor(r => r.Language).Language();
    }
}

/// <summary>A patient.</summary>
/// <param name="Id">Key.</param>
/// <param name="FullName">The name on documents.</param>
/// <param name="GivenName">The name to greet with.</param>
/// <param name="BirthDate">Date of birth.</param>
/// <param name="Phone">E.164, or null.</param>
/// <param name="Email">Address, or null.</param>
/// <param name="TimeZoneId">IANA time zone.</param>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="Version">Version, also the ETag.</param>
internal sealed record PatientView(
    Guid Id,
    string FullName,
    string GivenName,
    DateOnly BirthDate,
    string? Phone,
    string? Email,
    string TimeZoneId,
    string Language,
    int Version) : IVersioned
{
    public static PatientView Of(Patient p) => new(
        p.Id, p.FullName, p.GivenName, p.BirthDate.ToDateOnly(), p.Phone, p.Email, p.TimeZoneId, p.Language, p.Version);
}
