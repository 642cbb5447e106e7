using Clinic.Messaging.Inbox;
using Clinic.ServiceDefaults.Database;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Clinic.Messaging;

/// <summary>Registers messaging: each service says what it publishes into and consumes, the host then starts one transport.</summary>
public static class MessagingSetup
{
    /// <summary>Registers a service's outbox and consumers.</summary>
    /// <typeparam name="TContext">The service's context; its model calls <see cref="MessagingModel.AddMessaging"/>.</typeparam>
    /// <param name="builder">The host.</param>
    /// <param name="service">The service's name in queue names, for example <c>billing</c>.</param>
    /// <param name="configure">Lists the consumers.</param>
    public static IHostApplicationBuilder AddMessaging<TContext>(
        this IHostApplicationBuilder builder, string service, Action<ConsumerList<TContext>> configure)
        where TContext : ClinicDbContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var list = new ConsumerList<TContext>(service, builder.Services);
        configure(list);
        return builder;
    }

    /// <summary>Starts the transport that <c>Clinic:Messaging:Transport</c> names, for all services of the process. Call once, last.</summary>
    /// <param name="builder">The host.</param>
    public static IHostApplicationBuilder AddMessagingTransport(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder;
    }
}

/// <summary>The consumers of one service.</summary>
/// <typeparam name="TContext">The service's context.</typeparam>
/// <param name="service">The service's name in queue names.</param>
/// <param name="services">Where the consumers are registered.</param>
public sealed class ConsumerList<TContext>(string service, IServiceCollection services)
    where TContext : ClinicDbContext
{
    /// <summary>Adds a consumer with a queue of its own, <c>service.consumer-name</c> (the class name without "Consumer", in kebab case).</summary>
    /// <typeparam name="TMessage">The contract.</typeparam>
    /// <typeparam name="TConsumer">The consumer.</typeparam>
    public ConsumerList<TContext> Consume<TMessage, TConsumer>()
        where TMessage : class
        where TConsumer : class, IConsume<TMessage, TContext>
    {
        _ = service;
        services.AddScoped<TConsumer>();
        return this;
    }
}
