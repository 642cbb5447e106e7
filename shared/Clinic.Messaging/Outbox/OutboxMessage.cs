using NodaTime;

namespace Clinic.Messaging.Outbox;

/// <summary>A message that became true in the transaction that wrote this row, to be sent by the dispatcher.</summary>
public sealed class OutboxMessage
{
    /// <summary>Key of the row, made in the client.</summary>
    public required Guid Id { get; init; }

    /// <summary>
    /// The message's id on the wire and in every inbox. Equal to <see cref="Id"/> for an event; a replayed message keeps the id
    /// it was first sent with, so that an inbox which has applied it drops it, also where both rows are in one table.
    /// </summary>
    public required Guid MessageId { get; init; }

    /// <summary>Place in the order of sending. Guids cannot say it: the two engines sort them differently.</summary>
    public required long Sequence { get; init; }

    /// <summary>The aggregate it is about. Messages of one aggregate are sent in the order they were added.</summary>
    public required Guid AggregateId { get; init; }

    /// <summary>Full name of the contract, for example <c>Clinic.Contracts.Scheduling.SeriesBooked</c>.</summary>
    public required string MessageType { get; init; }

    /// <summary>The message as JSON.</summary>
    public required string Body { get; init; }

    /// <summary>The queue of one consumer, for a replay; null publishes to all.</summary>
    public string? Destination { get; init; }

    /// <summary>W3C trace context of the request that caused it, so that one trace spans both sides.</summary>
    public string? TraceParent { get; init; }

    /// <summary>When it became true, UTC.</summary>
    public required Instant CreatedAt { get; init; }

    /// <summary>When the broker confirmed it, UTC; null while it waits.</summary>
    public Instant? SentAt { get; set; }

    /// <summary>How often sending failed.</summary>
    public int Attempts { get; set; }

    /// <summary>When it may be tried again, UTC; null means at once.</summary>
    public Instant? RetryAt { get; set; }

    /// <summary>Why the last attempt failed; no personal data.</summary>
    public string? LastError { get; set; }
}
