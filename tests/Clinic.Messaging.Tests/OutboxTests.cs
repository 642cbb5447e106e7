using Clinic.Messaging.Outbox;
using Clinic.Messaging.Tests.Ledger;
using Clinic.ServiceDefaults.Database;
using Clinic.Testing;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Messaging.Tests;

public sealed class OutboxTests
{
    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_row_that_fails_holds_up_its_own_aggregate_and_no_other(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var rig = await OutboxRig.CreateAsync(database);
        var (failing, other) = (Guid.NewGuid(), Guid.NewGuid());
        for (var number = 0; number < 3; number++)
        {
            await rig.PublishAsync(failing, number);
            await rig.PublishAsync(other, number);
        }

        var failures = 0;
        var first = (await rig.ReadAsync(db => db.Set<OutboxMessage>().Where(m => m.AggregateId == failing)
            .OrderBy(m => m.Sequence).FirstAsync())).Id;
        var sender = new RecordingSender
        {
            Before = (message, _) => message.Id == first && failures++ < 1 ? throw new InvalidOperationException("broker says no") : Task.CompletedTask,
        };
        var dispatcher = rig.Dispatcher("one", sender);
        await dispatcher.DispatchAsync(CancellationToken.None);

        Assert.Equal(3, sender.Sent.Count);
        Assert.All(sender.Sent, message => Assert.Equal(other, message.AggregateId));
        var row = await rig.ReadAsync(db => db.Set<OutboxMessage>().SingleAsync(m => m.Id == first));
        Assert.Equal(1, row.Attempts);
        Assert.NotNull(row.RetryAt);
        Assert.Contains("broker says no", row.LastError, StringComparison.Ordinal);

        // While it waits for its next attempt, nothing of its aggregate overtakes it.
        await dispatcher.DispatchAsync(CancellationToken.None);
        Assert.Equal(3, sender.Sent.Count);

        await Eventually.TrueAsync("the failed one and those behind it are sent", async () =>
        {
            await dispatcher.DispatchAsync(CancellationToken.None);
            return sender.Sent.Count == 6;
        });
        Assert.Equal(
            await rig.ReadAsync(db => db.Set<OutboxMessage>().Where(m => m.AggregateId == failing)
                .OrderBy(m => m.Sequence).Select(m => m.Id).ToListAsync()),
            sender.Sent.Where(m => m.AggregateId == failing).Select(m => m.Id));
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Messages_of_one_aggregate_are_sent_one_after_the_other_and_those_of_others_at_the_same_time(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var rig = await OutboxRig.CreateAsync(database);
        var aggregates = Enumerable.Range(0, 4).Select(_ => Guid.NewGuid()).ToArray();
        for (var number = 0; number < 5; number++)
        {
            foreach (var aggregate in aggregates)
            {
                await rig.PublishAsync(aggregate, number);
            }
        }

        var under = new System.Collections.Concurrent.ConcurrentDictionary<Guid, int>();
        var (clashes, most) = (0, 0);
        var sender = new RecordingSender
        {
            Before = async (message, token) =>
            {
                clashes += under.AddOrUpdate(message.AggregateId, 1, (_, n) => n + 1) > 1 ? 1 : 0;
                most = Math.Max(most, under.Values.Sum());
                await Task.Delay(20, token);
                under.AddOrUpdate(message.AggregateId, 0, (_, n) => n - 1);
            },
        };

        await rig.Dispatcher("one", sender).DispatchAsync(CancellationToken.None);

        Assert.Equal(0, clashes);
        Assert.True(most > 1, "different aggregates are sent concurrently");
        Assert.All(aggregates, aggregate => Assert.Equal(
            sender.Sent.Where(m => m.AggregateId == aggregate).OrderBy(m => m.Sequence).Select(m => m.Id),
            sender.Sent.Where(m => m.AggregateId == aggregate).Select(m => m.Id)));
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_row_counts_as_sent_only_after_the_transport_has_confirmed_it(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var rig = await OutboxRig.CreateAsync(database);
        await rig.PublishAsync(Guid.NewGuid(), 1);
        var confirm = new TaskCompletionSource();
        var reached = new TaskCompletionSource();
        var sender = new RecordingSender
        {
            Before = async (_, _) =>
            {
                reached.SetResult();
                await confirm.Task;
            },
        };

        var dispatching = rig.Dispatcher("one", sender).DispatchAsync(CancellationToken.None);
        await reached.Task;
        Assert.Equal(1, await rig.UnsentAsync());

        confirm.SetResult();
        await dispatching;
        Assert.Equal(0, await rig.UnsentAsync());
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_transport_that_is_away_costs_no_row_an_attempt(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var rig = await OutboxRig.CreateAsync(database);
        await rig.PublishAsync(Guid.NewGuid(), 1);
        var sender = new RecordingSender();
        sender.Before = (_, _) =>
        {
            sender.IsReady = false;
            throw new IOException("connection lost");
        };
        var dispatcher = rig.Dispatcher("one", sender);

        await dispatcher.DispatchAsync(CancellationToken.None);
        Assert.Equal(0, await rig.ReadAsync(db => db.Set<OutboxMessage>().Select(m => m.Attempts).SingleAsync()));

        sender.Before = (_, _) => Task.CompletedTask;
        sender.IsReady = true;
        await dispatcher.DispatchAsync(CancellationToken.None);
        Assert.Single(sender.Sent);
    }
}
