using NodaTime;

namespace Clinic.Messaging.Parking;

/// <summary>A message that a consumer could not take after all retries: our error queue, kept in the consumer's database.</summary>
public sealed class ParkedMessage
{
    /// <summary>Key, made in the client.</summary>
    public required Guid Id { get; init; }

    /// <summary>The message's id on the wire; empty when the body could not even be read.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>The aggregate it is about, so that a replay keeps its place among that aggregate's messages; empty when unknown.</summary>
    public required Guid AggregateId { get; init; }

    /// <summary>The consumer's queue.</summary>
    public required string Consumer { get; init; }

    /// <summary>Full name of the contract, or what the envelope said.</summary>
    public required string MessageType { get; init; }

    /// <summary>The message as JSON.</summary>
    public required string Body { get; init; }

    /// <summary>Why: exception type and message. No personal data, since messages hold none.</summary>
    public required string Reason { get; init; }

    /// <summary>When it was parked, UTC.</summary>
    public required Instant ParkedAt { get; init; }

    /// <summary>When it was last sent back to its consumer, UTC; null until then.</summary>
    public Instant? ReplayedAt { get; set; }
}
