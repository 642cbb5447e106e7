using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Clinic.Billing.Persistence;
using Clinic.Messaging;
using Clinic.Messaging.Inbox;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Hosting;
using Clinic.ServiceDefaults.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Clinic.Billing.Tests.Rig;

/// <summary>Billing hosted for real: Kestrel on a free port, SQLite in a temporary folder.</summary>
internal sealed class BillingHost : IAsyncDisposable
{
    public const string Currency = "USD";
    private readonly WebApplication _app;
    private readonly string _folder;

    private BillingHost(WebApplication app, string folder) => (_app, _folder) = (app, folder);

    public IServiceProvider Services => _app.Services;

    public ClinicTime Time => Services.GetRequiredService<ClinicTime>();

    public LocalDate Today => Time.GetCurrentInstant().InZone(Samples.Zone).Date;

    public static async Task<BillingHost> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("clinic-billing-").FullName;
        var app = ClinicHost.Build(
            ["--urls=http://127.0.0.1:0", $"--Clinic:DataFolder={folder}", "--Logging:LogLevel:Default=Warning"],
            "billing",
            builder =>
            {
                builder.AddBilling();
                builder.AddMessagingTransport();
            },
            web => web.MapBilling());
        await app.MigrateAndStartAsync();
        return new BillingHost(app, folder);
    }

    /// <summary>A host with one site that has a policy and prices.</summary>
    public static async Task<(BillingHost Host, Guid SiteId)> StartWithSiteAsync()
    {
        var host = await StartAsync();
        var siteId = Samples.Id();
        await host.SetPolicyAsync(siteId);
        await host.AddScheduleAsync(siteId);
        return (host, siteId);
    }

    public HttpClient Client(string? role = Roles.Billing)
    {
        var address = Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var client = new HttpClient { BaseAddress = new Uri($"{address}/api/billing/v1/") };
        if (role is not null)
        {
            var token = Services.GetRequiredService<LocalTokens>().Create(role, TimeSpan.FromDays(1));
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

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
        await _app.StopAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
