using NodaTime;

namespace Clinic.Scheduling.Domain.Patients;

/// <summary>A patient, as far as booking needs to know one.</summary>
public sealed class Patient
{
    /// <summary>Key; also the resource of claims (lane 0), so that nobody is booked into two chairs at once.</summary>
    public required Guid Id { get; init; }

    /// <summary>The name on documents.</summary>
    public required string FullName { get; set; }

    /// <summary>The name to greet with.</summary>
    public required string GivenName { get; set; }

    /// <summary>Date of birth.</summary>
    public required LocalDate BirthDate { get; set; }

    /// <summary>E.164 number for messages, or null.</summary>
    public string? Phone { get; set; }

    /// <summary>Email address, or null.</summary>
    public string? Email { get; set; }

    /// <summary>IANA time zone; quiet hours are counted in it.</summary>
    public required string TimeZoneId { get; set; }

    /// <summary>BCP 47 tag of the messages the patient gets.</summary>
    public required string Language { get; set; }

    /// <summary>When the patient was registered, UTC.</summary>
    public required Instant RegisteredAt { get; init; }

    /// <summary>Grows with every change.</summary>
    public required int Version { get; set; }
}
