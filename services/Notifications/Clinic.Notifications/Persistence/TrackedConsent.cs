namespace Clinic.Notifications.Persistence;

internal enum TrackedConsentState
{
    Requested,
    Signed,
    Withdrawn,
}

/// <summary>Whether a consent still waits for the patient. Its end may arrive before its request.</summary>
internal sealed class TrackedConsent
{
    public required Guid ConsentId { get; init; }

    public required Guid SeriesId { get; init; }

    public required Guid PatientId { get; init; }

    public required TrackedConsentState State { get; set; }

    public required int Version { get; set; }
}
