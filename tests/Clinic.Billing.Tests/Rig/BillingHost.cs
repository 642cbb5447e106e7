using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Clinic.Billing.Persistence;
using Clinic.Messaging;
using Clinic.Messaging.Inbox;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Time;
using Clinic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Clinic.Billing.Tests.Rig;

/// <summary>Billing hosted for real: Kestrel on a free port, an empty database of its own.</summary>
internal sealed class BillingHost : IAsyncDisposable
{
    public const string Currency = "USD";
    private readonly ServiceHost _host;
    private readonly TestDatabase _database;

    private BillingHost(ServiceHost host, TestDatabase database) => (_host, _database) = (host, database);

    public IServiceProvider Services => _host.Services;

    public ClinicTime Time => _host.Time;

    public LocalDate Today => Time.GetCurrentInstant().InZone(Samples.Zone).Date;

    public static async Task<BillingHost> StartAsync(DatabaseProvider provider = DatabaseProvider.Sqlite)
    {
        var database = await TestDatabase.CreateAsync(provider);
        var settings = database.Settings("Billing");
        settings["Clinic:Database:MigrateAtStart"] = "true";
        var host = await ServiceHost.StartAsync(
            "billing",
            builder =>
            {
                builder.AddBilling();
                builder.AddMessagingTransport();
            },
            web => web.MapBilling(),
            new ServiceHostOptions { Settings = settings });
        return new BillingHost(host, database);
    }

    /// <summary>A host with one site that has a policy and prices.</summary>
    public static async Task<(BillingHost Host, Guid SiteId)> StartWithSiteAsync(DatabaseProvider provider = DatabaseProvider.Sqlite)
    {
        var host = await StartAsync(provider);
        var siteId = Samples.Id();
        await host.SetPolicyAsync(siteId);
        await host.AddScheduleAsync(siteId);
        return (host, siteId);
    }

    public HttpClient Client(string? role = Roles.Billing)
    {
        var client = _host.Client(role);
        client.BaseAddress = new Uri(_host.Address, "/api/billing/v1/");
        return client;
    }

    public async Task SetPolicyAsync(Guid siteId, object? policy = null)
    {
        using var client = Client();
        using var response = await client.PutAsJsonAsync($"billing-policies/{siteId}", policy ?? Samples.Policy());
        await Answers.SuccessAsync(response);
    }

    public async Task AddScheduleAsync(Guid siteId, object? schedule = null)
    {
        using var client = Client();
        using var response = await client.PostAsJsonAsync("fee-schedules", schedule ?? Samples.Schedule(siteId));
        await Answers.SuccessAsync(response);
    }

    public async Task<JsonNode> GetAsync(string path, string role = Roles.Billing)
    {
        using var client = Client(role);
        using var response = await client.GetAsync(path);
        return await Answers.SuccessAsync(response);
    }

    public async Task<HttpResponseMessage> PostAsync(string path, object body, string role = Roles.Billing)
    {
        using var client = Client(role);
        return await client.PostAsJsonAsync(path, body);
    }

    /// <summary>Gives a message to its consumer as the inbox does: in one transaction.</summary>
    public async Task ConsumeAsync<TMessage, TConsumer>(TMessage message)
        where TMessage : class
        where TConsumer : class, IConsume<TMessage, BillingDbContext>
    {
        await using var scope = Services.CreateAsyncScope();
        var consumer = scope.ServiceProvider.GetRequiredService<TConsumer>();
        var transactor = scope.ServiceProvider.GetRequiredService<Transactor<BillingDbContext>>();
        await transactor.WriteAsync((db, token) => consumer.ConsumeAsync(message, db, token), CancellationToken.None);
    }

    public async Task<T> ReadAsync<T>(Func<BillingDbContext, Task<T>> read)
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<BillingDbContext>>().CreateDbContextAsync();
        return await read(db);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _database.DisposeAsync();
    }
}
