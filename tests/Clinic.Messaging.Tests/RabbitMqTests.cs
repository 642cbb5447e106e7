using System.Net;
using Clinic.Messaging.Outbox;
using Clinic.Messaging.Tests.Ledger;
using Clinic.ServiceDefaults.Database;
using Clinic.Testing;
using Clinic.Testing.Brokers;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Messaging.Tests;

[Collection(Collection)]
public sealed class RabbitMqTests
{
    /// <summary>One after the other: the tests share a broker, and every queue gets what any of them publishes.</summary>
    public const string Collection = "RabbitMQ";

    [Fact(SkipUnless = nameof(TestBroker.IsThere), SkipType = typeof(TestBroker), Skip = TestBroker.SkipReason)]
    public async Task Over_RabbitMq_an_event_reaches_its_consumer_once_and_a_poison_message_is_parked()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using var queues = new BrokerQueues();
        await using var ledger = await LedgerHost.StartAsync(database, null, LedgerHost.Over(TestBroker.Uri, queues.Service));
        var aggregate = Guid.NewGuid();
        ledger.Behaviour.Fails[2] = "two is unlucky";

        await ledger.PublishAsync(aggregate, 1);
        await ledger.PublishAsync(aggregate, 2);
        await ledger.PublishAsync(aggregate, 3);

        await Eventually.TrueAsync("both good ones are in", async () => (await ledger.NumbersAsync(aggregate)).SequenceEqual([1, 3]));
        await Eventually.EqualAsync(1, () => ledger.ReadAsync(db => db.Set<Parking.ParkedMessage>().CountAsync()));
    }

    [Fact(SkipUnless = nameof(BrokerNode.IsInstalled), SkipType = typeof(BrokerNode), Skip = BrokerNode.SkipReason)]
    public async Task A_broker_that_is_killed_and_started_again_while_we_publish_costs_no_message_and_repeats_none()
    {
        await using var broker = BrokerNode.Create();
        await broker.StartAsync();
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using var ledger = await StartAsync(database, broker.Uri);
        var aggregates = Enumerable.Range(0, 10).Select(_ => Guid.NewGuid()).ToArray();
        using var enough = new CancellationTokenSource();
        var publishing = Task.Run(() => PublishUntilAsync(ledger, aggregates, enough.Token));
        // Seen on RabbitMQ 3.10: a quorum queue whose node is killed within half a second of its declaration comes back
        // dead, declared but confirming nothing. That is the broker's to mend, and not what is tested here.
        await Task.Delay(TimeSpan.FromSeconds(3));

        for (var time = 0; time < 2; time++)
        {
            await broker.KillAsync();
            await Task.Delay(TimeSpan.FromMilliseconds(500));
            await broker.StartAsync();
            await Task.Delay(TimeSpan.FromSeconds(2));
        }

        await enough.CancelAsync();
        var each = await publishing;
        await Eventually.EqualAsync(each * aggregates.Length, ledger.EntriesAsync, TimeSpan.FromSeconds(60));
        foreach (var aggregate in aggregates)
        {
            Assert.Equal(Enumerable.Range(0, each), await ledger.NumbersAsync(aggregate));
        }
    }

    [Fact(SkipUnless = nameof(BrokerNode.IsInstalled), SkipType = typeof(BrokerNode), Skip = BrokerNode.SkipReason)]
    public async Task A_message_that_waits_for_its_next_attempt_when_the_broker_dies_is_not_overtaken()
    {
        await using var broker = BrokerNode.Create();
        await broker.StartAsync();
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using var ledger = await LedgerHost.StartAsync(
            database, null, [.. LedgerHost.Over(broker.Uri, "ledger"), ("Clinic:Messaging:RetryMilliseconds", "20000")]);
        var aggregate = Guid.NewGuid();
        var failed = new TaskCompletionSource();
        ledger.Behaviour.Before = message => message.Number == 0 && failed.TrySetResult()
            ? throw new InvalidOperationException("at the first attempt")
            : Task.CompletedTask;
        for (var number = 0; number < 5; number++)
        {
            await ledger.PublishAsync(aggregate, number);
        }

        await failed.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await Eventually.EqualAsync(0, ledger.UnsentAsync);
        // The broker has handed out the others by now; they wait behind the first one.
        await Task.Delay(TimeSpan.FromSeconds(3));
        await broker.KillAsync();
        await broker.StartAsync();

        await Eventually.EqualAsync(5, ledger.EntriesAsync, TimeSpan.FromSeconds(60));
        Assert.Equal(Enumerable.Range(0, 5), await ledger.NumbersAsync(aggregate));
    }

    [Fact(SkipUnless = nameof(BrokerNode.IsInstalled), SkipType = typeof(BrokerNode), Skip = BrokerNode.SkipReason)]
    public async Task A_host_serves_without_its_broker_says_it_is_not_ready_and_delivers_once_the_broker_is_there()
    {
        await using var broker = BrokerNode.Create();
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using var ledger = await StartAsync(database, broker.Uri);
        using var client = ledger.Host.Client();
        await ledger.PublishAsync(Guid.NewGuid(), 1);

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live")).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/health/ready")).StatusCode);
        Assert.Equal(1, await ledger.ReadAsync(db => db.Set<OutboxMessage>().CountAsync(m => m.SentAt == null)));

        await broker.StartAsync();
        await Eventually.EqualAsync(1, ledger.EntriesAsync, TimeSpan.FromSeconds(60));
        await Eventually.EqualAsync(HttpStatusCode.OK, async () => (await client.GetAsync("/health/ready")).StatusCode);
    }

    private static Task<LedgerHost> StartAsync(TestDatabase database, Uri broker) => LedgerHost.StartAsync(
        database, null, LedgerHost.Over(broker, "ledger"));

    /// <summary>Publishes to all aggregates in turn, some fifty a second, and returns how many each got.</summary>
    private static async Task<int> PublishUntilAsync(LedgerHost ledger, Guid[] aggregates, CancellationToken enough)
    {
        var number = 0;
        for (; !enough.IsCancellationRequested; number++)
        {
            foreach (var aggregate in aggregates)
            {
                await ledger.PublishAsync(aggregate, number);
            }

            await Task.Delay(200, CancellationToken.None);
        }

        return number;
    }
}
