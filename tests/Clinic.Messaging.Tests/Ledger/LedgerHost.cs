using Clinic.Messaging.Operations;
using Clinic.Messaging.Outbox;
using Clinic.ServiceDefaults.Database;
using Clinic.Testing;
using Clinic.Testing.Brokers;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Clinic.Messaging.Tests.Ledger;

/// <summary>The small service, hosted.</summary>
public sealed class LedgerHost(ServiceHost host) : IAsyncDisposable
{
    public const string ServiceSetting = "Ledger:Service";

    public ServiceHost Host => host;

    public Behaviour Behaviour => host.Services.GetRequiredService<Behaviour>();

    public Transactor<LedgerDbContext> Transactor => host.Services.GetRequiredService<Transactor<LedgerDbContext>>();

    public static async Task<LedgerHost> StartAsync(
        TestDatabase database, Behaviour? behaviour = null, params (string Key, string Value)[] more)
    {
        var settings = database.Settings("Ledger");
        settings["Clinic:Database:MigrateAtStart"] = "false";
        settings["Clinic:Messaging:RetryMilliseconds"] = "20";
        foreach (var (key, value) in more)
        {
            settings[key] = value;
        }

        return new LedgerHost(await ServiceHost.StartAsync(
            "ledger",
            builder => Add(builder, behaviour ?? new Behaviour()),
            Map,
            new ServiceHostOptions { Settings = settings, Prepare = EnsureCreatedAsync }));
    }

    /// <summary>Settings for a broker, with queues of their own.</summary>
    public static (string Key, string Value)[] Over(Uri broker, string service) =>
        [(ServiceSetting, service), .. TestBroker.Settings(broker).Select(s => (s.Key, s.Value))];

    public static void Add(WebApplicationBuilder builder, Behaviour behaviour)
    {
        builder.AddClinicDatabase<LedgerDbContext, SqliteLedgerDbContext, SqlServerLedgerDbContext>("Ledger");
        builder.Services.AddSingleton(behaviour);
        builder.AddMessaging<LedgerDbContext>(builder.Configuration[ServiceSetting] ?? "ledger", m => m.Consume<Counted, CountedConsumer>());
        builder.AddMessagingTransport();
    }

    public static void Map(WebApplication app) =>
        app.MapGroup("/api/ledger/v1").MapMessagingOperations<LedgerDbContext>();

    public static async Task EnsureCreatedAsync(IServiceProvider services)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<LedgerDbContext>>().CreateDbContextAsync();
        await db.Database.EnsureCreatedAsync();
    }

    public Task<Guid> PublishAsync(Guid aggregate, int number) => Transactor.WriteAsync(
        (db, _) => Task.FromResult(db.Publish(new Counted(aggregate, number), aggregate, host.Time.GetCurrentInstant())),
        CancellationToken.None);

    public async Task<T> ReadAsync<T>(Func<LedgerDbContext, Task<T>> read)
    {
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<LedgerDbContext>>().CreateDbContextAsync();
        return await read(db);
    }

    /// <summary>The numbers consumed of an aggregate, in the order of consuming.</summary>
    public Task<List<int>> NumbersAsync(Guid aggregate) => ReadAsync(db => db.Entries
        .Where(e => e.Aggregate == aggregate).OrderBy(e => e.Position).Select(e => e.Number).ToListAsync());

    public Task<int> EntriesAsync() => ReadAsync(db => db.Entries.CountAsync());

    public Task<int> UnsentAsync() => ReadAsync(db => db.Set<OutboxMessage>().CountAsync(m => m.SentAt == null));

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
