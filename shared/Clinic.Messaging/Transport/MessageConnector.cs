using MassTransit;

namespace Clinic.Messaging;

/// <summary>Puts one consumer's handling of one contract on a receive endpoint.</summary>
internal interface IMessageConnector
{
    void Connect(IReceiveEndpointConfigurator endpoint, IPartitioner partitioner, MessagingOptions options);
}

internal sealed class MessageConnector<TMessage>(MessageHandler<TMessage> handler) : IMessageConnector
    where TMessage : class
{
    public void Connect(IReceiveEndpointConfigurator endpoint, IPartitioner partitioner, MessagingOptions options) =>
        endpoint.Handler(handler, pipe =>
        {
            // Outside the retries: what follows in the same aggregate waits until an earlier message is through or parked.
            pipe.UsePartitioner(partitioner, context => context.CorrelationId ?? context.MessageId ?? Guid.Empty);
            pipe.UseMessageRetry(RetryPolicy.WhileDatabaseIsAway);
            pipe.UseMessageRetry(retry => RetryPolicy.AFewTimes(retry, options));
        });
}
