using Clinic.ServiceDefaults.Database;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Messaging.Parking;

/// <summary>Keeps what a service's consumers could not take.</summary>
internal interface IParkingLot
{
    /// <summary>Parks a message. One that was parked before, replayed and failed again is parked once, with the new reason.</summary>
    Task ParkAsync(string queue, ReceivedEnvelope message, string reason, CancellationToken cancellationToken);
}

internal sealed class ParkingLot<TContext>(Transactor<TContext> transactor, MessagingMetrics metrics, IClock clock) : IParkingLot
    where TContext : ClinicDbContext
{
    private const int MaxReasonLength = 2000;

    public async Task ParkAsync(string queue, ReceivedEnvelope message, string reason, CancellationToken cancellationToken)
    {
        var row = new ParkedMessage
        {
            Id = NewId.NextGuid(),
            MessageId = message.MessageId,
            AggregateId = message.AggregateId,
            Consumer = queue,
            MessageType = message.MessageType,
            Body = message.Body,
            Reason = reason.Length <= MaxReasonLength ? reason : reason[..MaxReasonLength],
            ParkedAt = clock.GetCurrentInstant(),
        };
        await transactor.WriteAsync(
            async (db, token) =>
            {
                if (row.MessageId != Guid.Empty)
                {
                    await db.Set<ParkedMessage>().Where(p => p.MessageId == row.MessageId && p.Consumer == queue).ExecuteDeleteAsync(token);
                }

                db.Add(row);
            },
            cancellationToken);
        metrics.Parked(queue);
    }
}
