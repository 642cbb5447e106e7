namespace Clinic.Notifications.Persistence;

internal enum TrackedOfferState
{
    Open,
    Ended,
}

/// <summary>Whether an offer to somebody who waits can still be answered. Its end may arrive before it.</summary>
internal sealed class TrackedOffer
{
    public required Guid OfferId { get; init; }

    public required Guid PatientId { get; init; }

    public required TrackedOfferState State { get; set; }

    public required int Version { get; set; }
}
