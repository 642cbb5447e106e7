using Clinic.Messaging.Parking;
using MassTransit;
using MassTransit.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Clinic.Messaging;

/// <summary>One bus per process, with a queue per consumer of every service in it.</summary>
internal static class BusSetup
{
    public static void AddBus(this IServiceCollection services, MessagingOptions options) => services.AddMassTransit(bus =>
    {
        bus.DisableUsageTelemetry();
        if (options.Transport == TransportKind.RabbitMq)
        {
            bus.UsingRabbitMq((context, rabbit) => RabbitMqSetup.Configure(context, rabbit, options));
            return;
        }

        bus.UsingInMemory((context, memory) =>
        {
            foreach (var queue in Queues(context))
            {
                memory.ReceiveEndpoint(queue.Key, endpoint => Configure(endpoint, queue, context, options));
            }
        });
    });

    /// <summary>The consumers of the process by queue.</summary>
    public static IEnumerable<IGrouping<string, ConsumerRegistration>> Queues(IServiceProvider services) =>
        services.GetServices<ConsumerRegistration>().GroupBy(c => c.Queue, StringComparer.Ordinal);

    /// <summary>What both transports have in common: one message after the other, retries, parking.</summary>
    public static void Configure(
        IReceiveEndpointConfigurator endpoint,
        IGrouping<string, ConsumerRegistration> queue,
        IServiceProvider services,
        MessagingOptions options)
    {
        var concurrency = options.ConcurrencyOf(queue.Key);
        endpoint.ConcurrentMessageLimit = concurrency;
        endpoint.PrefetchCount = Math.Max(options.Prefetch, concurrency);
        var parking = Parking(queue.First(), services);
        endpoint.ConfigureError(pipe =>
        {
            pipe.UseFilter(parking);
            pipe.UseFilter(new ErrorTransportFilter());
        });
        endpoint.ConfigureDeadLetter(pipe =>
        {
            pipe.UseFilter(parking);
            pipe.UseFilter(new DeadLetterTransportFilter());
        });
        foreach (var consumer in queue)
        {
            consumer.Connector(services).Connect(endpoint, options);
        }
    }

    private static ParkingFilter Parking(ConsumerRegistration consumer, IServiceProvider services) => new(
        consumer.Queue,
        (IParkingLot)services.GetRequiredService(typeof(ParkingLot<>).MakeGenericType(consumer.ContextType)),
        services.GetRequiredService<ILoggerFactory>().CreateLogger<ParkingFilter>());
}
