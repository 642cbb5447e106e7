namespace Clinic.Contracts.Scheduling;

/// <summary>A patient was registered, or the ways to reach the patient changed. The newest <paramref name="Version"/> wins.</summary>
/// <param name="PatientId">The patient.</param>
/// <param name="Version">Grows with every change of this patient; a consumer ignores a version older than the one it holds.</param>
/// <param name="ProtectedContact">
/// A <see cref="ContactDetails"/> as JSON, encrypted with the shared key ring (purpose <c>Clinic.ContactDetails.v1</c>):
/// the only personal data that crosses between services.
/// </param>
/// <param name="TimeZoneId">The patient's IANA time zone; quiet hours are counted in it.</param>
/// <param name="Language">BCP 47 language tag of the messages the patient gets, for example <c>en</c>.</param>
/// <param name="OccurredAt">When it happened, UTC.</param>
public sealed record PatientContactChanged(
    Guid PatientId,
    int Version,
    string ProtectedContact,
    string TimeZoneId,
    string Language,
    DateTimeOffset OccurredAt);

/// <summary>How to reach a patient. Travels only inside <see cref="PatientContactChanged.ProtectedContact"/>.</summary>
/// <param name="FullName">The name printed on documents.</param>
/// <param name="GivenName">The name used to greet in messages.</param>
/// <param name="Phone">E.164 number for SMS, or null when there is none.</param>
/// <param name="Email">Email address, or null when there is none.</param>
public sealed record ContactDetails(string FullName, string GivenName, string? Phone, string? Email);
