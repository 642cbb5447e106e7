using System.Diagnostics;
using System.Text.Json;
using Clinic.ServiceDefaults.Database;
using MassTransit;
using NodaTime;

namespace Clinic.Messaging.Outbox;

/// <summary>Adds messages to the caller's transaction.</summary>
public static class OutboxExtensions
{
    /// <summary>
    /// Adds an event to the outbox. It is sent if, and only if, the surrounding transaction commits, and reaches each
    /// consumer's effect exactly once.
    /// </summary>
    /// <typeparam name="T">A contract of <c>Clinic.Contracts</c>.</typeparam>
    /// <param name="db">The context of the transaction that makes it true.</param>
    /// <param name="message">The event.</param>
    /// <param name="aggregateId">What it is about; its messages are sent in the order they were added.</param>
    /// <param name="now">When it became true.</param>
    /// <returns>The message's id.</returns>
    public static Guid Publish<T>(this ClinicDbContext db, T message, Guid aggregateId, Instant now)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(db);
        var id = NewId.NextGuid();
        db.Set<OutboxMessage>().Add(new OutboxMessage
        {
            Id = id,
            MessageId = id,
            Sequence = OutboxSequence.Next(),
            AggregateId = aggregateId,
            MessageType = MessageTypes.NameOf(typeof(T)),
            Body = JsonSerializer.Serialize(message, MessageTypes.Json),
            TraceParent = Activity.Current?.Id,
            CreatedAt = now,
        });
        return id;
    }
}
