using NodaTime;

namespace Clinic.Notifications.Persistence;

/// <summary>How to reach a patient, as Scheduling last told it.</summary>
internal sealed class Recipient
{
    public required Guid PatientId { get; init; }

    /// <summary>Version of the contact; an older one that arrives late is ignored.</summary>
    public required int ContactVersion { get; set; }

    /// <summary>The contact details, encrypted as they travelled; opened only to address a message.</summary>
    public required string ProtectedContact { get; set; }

    public required bool HasPhone { get; set; }

    public required bool HasEmail { get; set; }

    /// <summary>What the recipient is found by when a text message arrives: a keyed hash of the phone. Null without a phone, and until it was indexed.</summary>
    public string? PhoneHash { get; set; }

    /// <summary>Since when the provider says that no message reaches the phone, UTC; forgotten when the contact changes.</summary>
    public Instant? PhoneRefusedAt { get; set; }

    /// <summary>IANA zone; quiet hours are counted in it.</summary>
    public required string TimeZoneId { get; set; }

    /// <summary>BCP 47 tag of the messages.</summary>
    public required string Language { get; set; }

    public required Instant ChangedAt { get; set; }

    public required int Version { get; set; }
}
