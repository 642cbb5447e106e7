using Clinic.Notifications.Domain.Reminders;
using NodaTime;

namespace Clinic.Notifications.Persistence;

/// <summary>A decision of a patient about messages, with its proof. Never changed: the newest of a channel and purpose counts.</summary>
internal sealed class PreferenceChange
{
    public required Guid PatientId { get; init; }

    /// <summary>Place among the patient's decisions, from 1 without gaps; with the patient it is the key.</summary>
    public required int Number { get; init; }

    public required Channel Channel { get; init; }

    public required Purpose Purpose { get; init; }

    public required bool Allowed { get; init; }

    public required Instant DecidedAt { get; init; }

    /// <summary>Who wrote it down: the subject of the token, or <c>patient</c> for an answer by SMS.</summary>
    public required string RecordedBy { get; init; }

    /// <summary>How the patient said it: <c>phone</c>, <c>in-person</c>, <c>form</c>, <c>sms</c>, <c>email</c>, or <c>provider</c> when the provider told us.</summary>
    public required string Method { get; init; }

    /// <summary>What proves it where no person wrote it down: the provider's id of the answer, or its code.</summary>
    public string? Evidence { get; init; }
}
