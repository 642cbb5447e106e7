using Clinic.ServiceDefaults.Database;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Clinic.Messaging.Parking;

/// <summary>
/// The end of an endpoint's error pipe, and of its dead-letter pipe: stores the message in the service's database. Only
/// where that fails too does the transport move it to its own error queue, which is what follows in the pipe.
/// </summary>
internal sealed class ParkingFilter(string queue, IParkingLot lot, ILogger logger) : IFilter<ExceptionReceiveContext>, IFilter<ReceiveContext>
{
    public void Probe(ProbeContext context) => context.CreateFilterScope("parking");

    public Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next) =>
        ParkAsync(context, next, Reason(context.Exception));

    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next) =>
        ParkAsync(context, next, "The queue has no consumer for this type of message.");

    private async Task ParkAsync<TReceive>(TReceive context, IPipe<TReceive> next, string reason)
        where TReceive : class, ReceiveContext
    {
        var message = ReceivedEnvelope.Of(context);
        try
        {
            await lot.ParkAsync(queue, message, reason, context.CancellationToken);
        }
        catch (Exception e) when (DbErrors.IsDatabaseFailure(e))
        {
            logger.LogError(e, "Message {MessageId} could not be parked for {Queue}; it goes to the transport's error queue", message.MessageId, queue);
            await next.Send(context);
            return;
        }

        logger.LogError("Message {MessageId} of type {MessageType} was parked for {Queue}: {Reason}", message.MessageId, message.MessageType, queue, reason);
    }

    private static string Reason(Exception exception)
    {
        var root = exception.GetBaseException();
        return ReferenceEquals(root, exception)
            ? $"{exception.GetType().Name}: {exception.Message}"
            : $"{exception.GetType().Name}: {exception.Message} ({root.GetType().Name}: {root.Message})";
    }
}
