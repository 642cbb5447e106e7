using Clinic.Notifications.Domain.Preferences;
using NodaTime;

namespace Clinic.Notifications.Persistence;

internal enum InboxState
{
    /// <summary>It was understood and done; nobody needs to look.</summary>
    Settled,

    /// <summary>The front desk has to do something.</summary>
    Open,

    /// <summary>The front desk has done it.</summary>
    Closed,
}

/// <summary>An answer of a patient. The provider's id is unique: an answer that arrives twice is dropped.</summary>
internal sealed class InboundMessage
{
    public required Guid Id { get; init; }

    public required string Provider { get; init; }

    /// <summary>The provider's id of it.</summary>
    public required string ProviderReference { get; init; }

    /// <summary>Who wrote it; null when nobody, or more than one patient, has the number.</summary>
    public Guid? PatientId { get; init; }

    /// <summary>The visit it is about, where that is clear.</summary>
    public Guid? SessionId { get; set; }

    public required InboundIntent Intent { get; init; }

    public required InboxState State { get; set; }

    /// <summary>The sender's number with all but the ends hidden.</summary>
    public required string MaskedSender { get; init; }

    /// <summary>The sender's number and the text, encrypted; opened for the person who reads the item.</summary>
    public required string ProtectedContent { get; init; }

    public required Instant ReceivedAt { get; init; }

    public Instant? ClosedAt { get; set; }

    /// <summary>Who closed it: the subject of the token.</summary>
    public string? ClosedBy { get; set; }

    /// <summary>What was done about it.</summary>
    public string? Note { get; set; }

    public required int Version { get; set; }
}

/// <summary>What an answer said and who sent it.</summary>
/// <param name="Sender">The number, E.164.</param>
/// <param name="Text">The text.</param>
internal sealed record InboundContent(string Sender, string Text)
{
    /// <summary>Purpose of its encryption.</summary>
    public const string Purpose = "Clinic.Notifications.InboundContent.v1";
}
