using MassTransit;

namespace Clinic.Messaging;

/// <summary>RabbitMQ as we use it: quorum queues, one active consumer per queue, publishes that wait for the broker's confirm.</summary>
internal static class RabbitMqSetup
{
    public static void Configure(IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator rabbit, MessagingOptions options)
    {
        var broker = options.RabbitMq;
        rabbit.Host(broker.Host, broker.Port, broker.VirtualHost, host =>
        {
            host.Username(broker.Username);
            host.Password(broker.ReadPassword());
            host.Heartbeat(broker.HeartbeatSeconds);
            host.PublisherConfirmation = true;
        });
        foreach (var queue in BusSetup.Queues(context))
        {
            rabbit.ReceiveEndpoint(queue.Key, endpoint =>
            {
                endpoint.SetQuorumQueue();
                // With several replicas only one of them consumes a queue, so an aggregate's order holds across them too.
                endpoint.SingleActiveConsumer = true;
                BusSetup.Configure(endpoint, queue, context, options);
            });
        }
    }
}
