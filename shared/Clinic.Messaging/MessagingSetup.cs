using Clinic.Messaging.Inbox;
using Clinic.Messaging.Leases;
using Clinic.Messaging.Outbox;
using Clinic.Messaging.Parking;
using Clinic.Messaging.Replay;
using Clinic.Messaging.Retention;
using Clinic.ServiceDefaults.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

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
        configure(new ConsumerList<TContext>(service, builder.Services));
        builder.Services.AddSingleton<OutboxSignal<TContext>>();
        builder.Services.AddSingleton<ICommitListener<TContext>>(s => s.GetRequiredService<OutboxSignal<TContext>>());
        builder.Services.AddSingleton<OutboxStore<TContext>>();
        builder.Services.AddSingleton<InboxProcessor<TContext>>();
        builder.Services.AddSingleton<ParkingLot<TContext>>();
        builder.Services.AddSingleton<IMessageStore>(s => new MessageStore<TContext>(
            service, s.GetRequiredService<IDbContextFactory<TContext>>(), s.GetRequiredService<Transactor<TContext>>()));
        builder.Services.AddSingleton(new DispatcherRegistration(s => s.AddHostedService(provider => Dispatcher<TContext>(provider, service))));
        return builder;
    }

    /// <summary>Starts the transport that <c>Clinic:Messaging:Transport</c> names, for all services of the process. Call once, last.</summary>
    /// <param name="builder">The host.</param>
    /// <exception cref="InvalidOperationException">It names no transport we know.</exception>
    public static IHostApplicationBuilder AddMessagingTransport(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = MessagingOptions.Read(builder.Configuration);
        builder.Services.AddSingleton(options);
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<MessagingMetrics>();
        builder.Services.AddSingleton<UnseenMessages>();
        builder.Services.AddSingleton<IMessageSender, BusSender>();
        // Hosted services start in this order and stop in the other: the bus runs whenever a dispatcher does.
        builder.Services.AddHostedService<StartupReplay>();
        builder.Services.AddBus(options);
        foreach (var dispatcher in Registered<DispatcherRegistration>(builder.Services).ToList())
        {
            dispatcher.Add(builder.Services);
        }

        builder.Services.AddSingleton<RetentionCleaner>();
        builder.Services.AddHostedService(s => s.GetRequiredService<RetentionCleaner>());
        return builder;
    }

    private static IEnumerable<T> Registered<T>(IServiceCollection services) => services.Select(s => s.ImplementationInstance).OfType<T>();

    private static OutboxDispatcher<TContext> Dispatcher<TContext>(IServiceProvider services, string service)
        where TContext : ClinicDbContext
    {
        var options = services.GetRequiredService<MessagingOptions>();
        return new OutboxDispatcher<TContext>(
            service,
            services.GetRequiredService<OutboxStore<TContext>>(),
            // The in-memory transport lives in one process: there is nobody to share the outbox with.
            options.Transport == TransportKind.InMemory ? null : Lease<TContext>(services, options),
            services.GetRequiredService<OutboxSignal<TContext>>(),
            services.GetRequiredService<IMessageSender>(),
            options,
            services.GetRequiredService<MessagingMetrics>(),
            services.GetRequiredService<IClock>(),
            services.GetRequiredService<ILogger<OutboxDispatcher<TContext>>>());
    }

    private static LeaseKeeper<TContext> Lease<TContext>(IServiceProvider services, MessagingOptions options)
        where TContext : ClinicDbContext => new(
        "outbox",
        $"{Environment.MachineName}/{Environment.ProcessId}",
        TimeSpan.FromSeconds(options.LeaseSeconds),
        services.GetRequiredService<Transactor<TContext>>(),
        services.GetRequiredService<TimeProvider>(),
        services.GetRequiredService<IClock>());

    /// <summary>Adds a service's dispatcher to the hosted services, when its turn has come.</summary>
    private sealed record DispatcherRegistration(Action<IServiceCollection> Add);
}
