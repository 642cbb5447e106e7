using System.Collections.Concurrent;
using Clinic.Messaging.Leases;
using Clinic.Messaging.Outbox;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Hosting;
using Clinic.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace Clinic.Messaging.Tests.Ledger;

/// <summary>An outbox whose dispatchers a test drives by hand, with a transport that does as it is told.</summary>
internal sealed class OutboxRig : IAsyncDisposable
{
    public static readonly TimeSpan LeaseLength = TimeSpan.FromSeconds(1);
    private readonly WebApplication _app;
    private readonly TempFolder _folder;

    private OutboxRig(WebApplication app, TempFolder folder) => (_app, _folder) = (app, folder);

    public Transactor<LedgerDbContext> Transactor => _app.Services.GetRequiredService<Transactor<LedgerDbContext>>();

    public IClock Clock => _app.Services.GetRequiredService<IClock>();

    public static async Task<OutboxRig> CreateAsync(TestDatabase database)
    {
        var folder = new TempFolder();
        var settings = database.Settings("Ledger").Select(s => $"--{s.Key}={s.Value}");
        var builder = ClinicHost.CreateBuilder([.. settings, $"--Clinic:DataFolder={folder.Path}", "--Logging:LogLevel:Default=Warning"], "outbox");
        builder.AddClinicDatabase<LedgerDbContext, SqliteLedgerDbContext, SqlServerLedgerDbContext>("Ledger");
        builder.Services.AddMetrics().AddSingleton<MessagingMetrics>();
        var app = builder.Build();
        await LedgerHost.EnsureCreatedAsync(app.Services);
        return new OutboxRig(app, folder);
    }

    public Task PublishAsync(Guid aggregate, int number) => Transactor.WriteAsync(
        (db, _) => Task.FromResult(db.Publish(new Counted(aggregate, number), aggregate, Clock.GetCurrentInstant())),
        CancellationToken.None);

    public OutboxDispatcher<LedgerDbContext> Dispatcher(string holder, IMessageSender sender) => new(
        "ledger",
        new OutboxStore<LedgerDbContext>(
            _app.Services.GetRequiredService<IDbContextFactory<LedgerDbContext>>(), Transactor, Clock),
        new LeaseKeeper<LedgerDbContext>("outbox", holder, LeaseLength, Transactor, TimeProvider.System, Clock),
        new OutboxSignal<LedgerDbContext>(),
        sender,
        new MessagingOptions { BatchSize = 20, PollSeconds = 0.02, LeaseSeconds = LeaseLength.TotalSeconds },
        _app.Services.GetRequiredService<MessagingMetrics>(),
        Clock,
        NullLogger<OutboxDispatcher<LedgerDbContext>>.Instance);

    public async Task<T> ReadAsync<T>(Func<LedgerDbContext, Task<T>> read)
    {
        await using var db = await _app.Services.GetRequiredService<IDbContextFactory<LedgerDbContext>>().CreateDbContextAsync();
        return await read(db);
    }

    public Task<int> UnsentAsync() => ReadAsync(db => db.Set<OutboxMessage>().CountAsync(m => m.SentAt == null));

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>A transport that notes what it was given.</summary>
internal sealed class RecordingSender : IMessageSender
{
    private readonly ConcurrentQueue<OutboxMessage> _sent = new();

    public bool IsReady { get; set; } = true;

    /// <summary>Runs before a message counts as confirmed.</summary>
    public Func<OutboxMessage, CancellationToken, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    public IReadOnlyList<OutboxMessage> Sent => [.. _sent];

    public async Task SendAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        await Before(message, cancellationToken);
        _sent.Enqueue(message);
    }
}
