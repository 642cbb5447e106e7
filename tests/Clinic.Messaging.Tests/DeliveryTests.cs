using System.Collections.Concurrent;
using Clinic.Messaging.Inbox;
using Clinic.Messaging.Outbox;
using Clinic.Messaging.Tests.Ledger;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;
using Clinic.Testing;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Clinic.Messaging.Tests;

public sealed class DeliveryTests
{
    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_committed_event_reaches_its_consumer_once(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var ledger = await LedgerHost.StartAsync(database);

        await ledger.PublishAsync(Guid.NewGuid(), 1);

        await Eventually.EqualAsync(1, ledger.EntriesAsync);
        await Eventually.EqualAsync(0, ledger.UnsentAsync);
        Assert.Equal(1, ledger.Behaviour.Calls);
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_commit_wakes_the_dispatcher_without_waiting_for_the_poll(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var ledger = await LedgerHost.StartAsync(database, null, ("Clinic:Messaging:PollSeconds", "600"));
        await ledger.PublishAsync(Guid.NewGuid(), 1);
        await Eventually.EqualAsync(1, ledger.EntriesAsync);

        await ledger.PublishAsync(Guid.NewGuid(), 2);

        await Eventually.EqualAsync(2, ledger.EntriesAsync, TimeSpan.FromSeconds(5));
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_transaction_that_refuses_or_throws_publishes_nothing(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var ledger = await LedgerHost.StartAsync(database);
        var now = ledger.Host.Time.GetCurrentInstant();

        await ledger.Transactor.TryWriteAsync<int>(
            (db, _) =>
            {
                db.Publish(new Counted(Guid.NewGuid(), 1), Guid.NewGuid(), now);
                return Task.FromResult(Outcome.Refuse<int>(Refusal.Rule("no", "No.")));
            },
            CancellationToken.None);
        await Assert.ThrowsAsync<InvalidOperationException>(() => ledger.Transactor.WriteAsync(
            (db, _) =>
            {
                db.Publish(new Counted(Guid.NewGuid(), 2), Guid.NewGuid(), now);
                throw new InvalidOperationException("after publishing");
            },
            CancellationToken.None));
        await ledger.PublishAsync(Guid.NewGuid(), 3);

        await Eventually.EqualAsync(1, ledger.EntriesAsync);
        Assert.Equal(1, await ledger.ReadAsync(db => db.Set<OutboxMessage>().CountAsync()));
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Duplicates_have_one_effect_one_after_the_other_and_all_at_once(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var ledger = await LedgerHost.StartAsync(database, null, ("Clinic:Messaging:Concurrency", "16"));
        var bus = ledger.Host.Services.GetRequiredService<IBus>();
        var message = new Counted(Guid.NewGuid(), 1);
        var id = NewId.NextGuid();

        // Without a correlation id of one aggregate nothing keeps the copies from being worked on at the same time.
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => SendAsync(bus, message, id)));
        await Eventually.EqualAsync(1, ledger.EntriesAsync);
        await SendAsync(bus, message, id);
        await SendAsync(bus, new Counted(message.Aggregate, 2), NewId.NextGuid());

        await Eventually.EqualAsync(2, ledger.EntriesAsync);
        Assert.Equal([1, 2], await ledger.NumbersAsync(message.Aggregate));
        Assert.Equal(2, await ledger.ReadAsync(db => db.Set<InboxMessage>().CountAsync()));
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Events_of_one_aggregate_are_applied_in_order_while_others_go_on(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var ledger = await LedgerHost.StartAsync(database);
        var aggregates = Enumerable.Range(0, 5).Select(_ => Guid.NewGuid()).ToArray();
        // The first one of each aggregate fails once and is tried again after a pause: whatever could overtake it would.
        var failed = new ConcurrentDictionary<Guid, bool>();
        ledger.Behaviour.Before = message => message.Number == 0 && failed.TryAdd(message.Aggregate, true)
            ? throw new InvalidOperationException("at the first attempt")
            : Task.CompletedTask;

        for (var number = 0; number < 10; number++)
        {
            foreach (var aggregate in aggregates)
            {
                await ledger.PublishAsync(aggregate, number);
            }
        }

        await Eventually.EqualAsync(50, ledger.EntriesAsync);
        foreach (var aggregate in aggregates)
        {
            Assert.Equal(Enumerable.Range(0, 10), await ledger.NumbersAsync(aggregate));
        }
    }

    private static Task SendAsync(IBus bus, Counted message, Guid id) => bus.Publish(message, context =>
    {
        context.MessageId = id;
        context.CorrelationId = Guid.NewGuid();
    });
}
