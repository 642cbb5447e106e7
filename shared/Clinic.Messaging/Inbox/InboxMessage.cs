using NodaTime;

namespace Clinic.Messaging.Inbox;

/// <summary>A message that a consumer has taken: committed together with its effect. The key refuses a second time.</summary>
public sealed class InboxMessage
{
    /// <summary>The message.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>The consumer's queue.</summary>
    public required string Consumer { get; init; }

    /// <summary>Full name of the contract.</summary>
    public required string MessageType { get; init; }

    /// <summary>When its effect was committed, UTC.</summary>
    public required Instant ConsumedAt { get; init; }
}
