using System.Diagnostics;
using System.Text.Json;
using MassTransit;

namespace Clinic.Messaging.Outbox;

/// <summary>Sends through the bus: to all subscribers of the contract, or to the one queue that the row names.</summary>
internal sealed class BusSender(IBusControl bus, MessagingOptions options) : IMessageSender
{
    private static readonly ActivitySource Activities = new("Clinic.Messaging");

    // In memory a queue exists once its consumer does, and what is published earlier is gone: all must be up. A broker keeps
    // the queues, and one broken consumer here must not hold up what the others wait for.
    public bool IsReady => bus.CheckHealth().Status switch
    {
        BusHealthStatus.Healthy => true,
        BusHealthStatus.Degraded => options.Transport == TransportKind.RabbitMq,
        _ => false,
    };

    public async Task SendAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var type = MessageTypes.Find(message.MessageType);
        var body = JsonSerializer.Deserialize(message.Body, type, MessageTypes.Json)
            ?? throw new JsonException($"The body of message {message.MessageId} is null.");
        using var activity = Activities.StartActivity("outbox send", ActivityKind.Producer, parentId: message.TraceParent);
        if (message.Destination is null)
        {
            await bus.Publish(body, type, Pipe.Execute<PublishContext>(context => Identify(context, message)), cancellationToken);
            return;
        }

        var queue = await bus.GetSendEndpoint(new Uri($"queue:{message.Destination}"));
        await queue.Send(body, type, Pipe.Execute<SendContext>(context => Identify(context, message)), cancellationToken);
    }

    private static void Identify(SendContext context, OutboxMessage message)
    {
        context.MessageId = message.MessageId;
        context.CorrelationId = message.AggregateId;
        context.Durable = true;
        if (message.Destination is not null)
        {
            context.Headers.Set(MessageHeaders.Replay, true);
        }
    }
}
