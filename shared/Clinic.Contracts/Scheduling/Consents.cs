namespace Clinic.Contracts.Scheduling;

/// <summary>A booked series needs the patient's signed consent to off-label use before its first infusion.</summary>
/// <param name="ConsentId">The consent.</param>
/// <param name="SeriesId">The series it covers.</param>
/// <param name="PatientId">The patient.</param>
/// <param name="SiteId">The clinic location.</param>
/// <param name="FormCode">Code of the consent form.</param>
/// <param name="FormVersion">Version of the form's text.</param>
/// <param name="ProtectedSigningLink">The link under which the patient reads and signs, encrypted (purpose <c>Clinic.ConsentLink.v1</c>): whoever holds the link can sign.</param>
/// <param name="LinkExpiresAt">When the link stops working, UTC.</param>
/// <param name="OccurredAt">When it was requested, UTC.</param>
public sealed record OffLabelConsentRequested(
    Guid ConsentId,
    Guid SeriesId,
    Guid PatientId,
    Guid SiteId,
    string FormCode,
    int FormVersion,
    string ProtectedSigningLink,
    DateTimeOffset LinkExpiresAt,
    DateTimeOffset OccurredAt);

/// <summary>The patient signed the consent to off-label use.</summary>
/// <param name="ConsentId">The consent.</param>
/// <param name="SeriesId">The series it covers.</param>
/// <param name="PatientId">The patient.</param>
/// <param name="FormCode">Code of the consent form.</param>
/// <param name="FormVersion">Version of the text that was signed.</param>
/// <param name="SignedAt">When it was signed, UTC.</param>
public sealed record OffLabelConsentSigned(
    Guid ConsentId,
    Guid SeriesId,
    Guid PatientId,
    string FormCode,
    int FormVersion,
    DateTimeOffset SignedAt);

/// <summary>The patient withdrew a consent; what is still to come under it is cancelled.</summary>
/// <param name="ConsentId">The consent.</param>
/// <param name="SeriesId">The series it covered.</param>
/// <param name="PatientId">The patient.</param>
/// <param name="WithdrawnAt">When it was withdrawn, UTC.</param>
public sealed record OffLabelConsentWithdrawn(Guid ConsentId, Guid SeriesId, Guid PatientId, DateTimeOffset WithdrawnAt);
