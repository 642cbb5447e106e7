using MassTransit;

namespace Clinic.Messaging;

/// <summary>Puts one consumer's handling of one contract on a receive endpoint.</summary>
internal interface IMessageConnector
{
    void Connect(IReceiveEndpointConfigurator endpoint, MessagingOptions options);
}

internal sealed class MessageConnector<TMessage>(MessageHandler<TMessage> handler) : IMessageConnector
    where TMessage : class
{
    public void Connect(IReceiveEndpointConfigurator endpoint, MessagingOptions options) =>
        endpoint.Handler(handler, pipe =>
        {
            pipe.UseFilter(new LostChannelFilter<TMessage>());
            pipe.UseMessageRetry(RetryPolicy.WhileDatabaseIsAway);
            pipe.UseMessageRetry(retry => RetryPolicy.AFewTimes(retry, options));
        });
}
