using Clinic.Messaging.Inbox;
using Clinic.ServiceDefaults.Database;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Clinic.Messaging;

/// <summary>The consumers of one service.</summary>
/// <typeparam name="TContext">The service's context.</typeparam>
/// <param name="service">The service's name in queue names.</param>
/// <param name="services">Where the consumers are registered.</param>
public sealed class ConsumerList<TContext>(string service, IServiceCollection services)
    where TContext : ClinicDbContext
{
    private readonly Dictionary<string, Type> _queues = new(StringComparer.Ordinal);

    /// <summary>Adds a consumer with a queue of its own, <c>service.consumer-name</c> (the class name without "Consumer", in kebab case).</summary>
    /// <typeparam name="TMessage">The contract.</typeparam>
    /// <typeparam name="TConsumer">The consumer. One class may take several contracts: they then share its queue.</typeparam>
    /// <exception cref="InvalidOperationException">Another consumer has the same name, and so the same queue.</exception>
    public ConsumerList<TContext> Consume<TMessage, TConsumer>()
        where TMessage : class
        where TConsumer : class, IConsume<TMessage, TContext>
    {
        var queue = $"{service}.{QueueName(typeof(TConsumer))}";
        if (_queues.TryGetValue(queue, out var other) && other != typeof(TConsumer))
        {
            throw new InvalidOperationException($"{typeof(TConsumer).FullName} and {other.FullName} would share the queue '{queue}'.");
        }

        _queues[queue] = typeof(TConsumer);
        services.AddScoped<TConsumer>();
        services.AddSingleton(new ConsumerRegistration(
            service, queue, MessageTypes.NameOf(typeof(TMessage)), typeof(TContext), Connect<TMessage, TConsumer>(queue)));
        return this;
    }

    private static Func<IServiceProvider, IMessageConnector> Connect<TMessage, TConsumer>(string queue)
        where TMessage : class
        where TConsumer : class, IConsume<TMessage, TContext> =>
        provider => new MessageConnector<TMessage>(
            context => provider.GetRequiredService<InboxProcessor<TContext>>().ProcessAsync<TMessage, TConsumer>(queue, context));

    private static string QueueName(Type consumer)
    {
        const string suffix = "Consumer";
        var name = consumer.Name;
        name = name.EndsWith(suffix, StringComparison.Ordinal) ? name[..^suffix.Length] : name;
        return KebabCaseEndpointNameFormatter.Instance.SanitizeName(name);
    }
}

/// <summary>A consumer, as the transport needs to know it.</summary>
/// <param name="Service">The service.</param>
/// <param name="Queue">Its queue, and its name in the inbox.</param>
/// <param name="MessageType">Stable name of the contract.</param>
/// <param name="ContextType">The context whose database holds its inbox.</param>
/// <param name="Connector">Makes what puts it on an endpoint.</param>
internal sealed record ConsumerRegistration(
    string Service, string Queue, string MessageType, Type ContextType, Func<IServiceProvider, IMessageConnector> Connector);
