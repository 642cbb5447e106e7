using Clinic.FrontDesk.Api;
using Clinic.FrontDesk.Text;

namespace Clinic.FrontDesk.Components.Parts;

/// <summary>What was typed about a patient.</summary>
public sealed class PatientForm
{
    /// <summary>Field names of the service that the form shows messages at.</summary>
    internal static readonly string[] Fields = ["fullName", "givenName", "birthDate", "phone", "email", "timeZoneId", "language"];

    /// <summary>The name on documents.</summary>
    public string? FullName { get; set; }

    /// <summary>The name to greet with.</summary>
    public string? GivenName { get; set; }

    /// <summary>ISO date.</summary>
    public string? BirthDate { get; set; }

    /// <summary>International form.</summary>
    public string? Phone { get; set; }

    /// <summary>Address.</summary>
    public string? Email { get; set; }

    /// <summary>IANA zone.</summary>
    public string? TimeZoneId { get; set; }

    /// <summary>BCP 47 tag.</summary>
    public string? Language { get; set; }

    /// <summary>The version that was read, when a patient is changed.</summary>
    public int Version { get; set; }

    internal static PatientForm Of(Patient p) => new()
    {
        FullName = p.FullName,
        GivenName = p.GivenName,
        BirthDate = Show.Input(p.BirthDate),
        Phone = p.Phone,
        Email = p.Email,
        TimeZoneId = p.TimeZoneId,
        Language = p.Language,
        Version = p.Version,
    };

    internal PatientDetails Details() => new(
        Read.Text(FullName),
        Read.Text(GivenName),
        Read.Date(BirthDate),
        Read.Text(Phone),
        Read.Text(Email),
        Read.Text(TimeZoneId),
        Read.Text(Language));
}
