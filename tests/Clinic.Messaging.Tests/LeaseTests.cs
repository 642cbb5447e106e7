using Clinic.Messaging.Tests.Ledger;
using Clinic.ServiceDefaults.Database;
using Clinic.Testing;
using Xunit;

namespace Clinic.Messaging.Tests;

public sealed class LeaseTests
{
    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Two_dispatchers_on_one_database_send_each_row_once(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var rig = await OutboxRig.CreateAsync(database);
        // Longer than the lease in all: the holder has to renew it while it sends.
        RecordingSender[] senders = [Slow(), Slow()];
        var dispatchers = senders.Select((sender, i) => rig.Dispatcher($"replica-{i}", sender)).ToArray();
        await Task.WhenAll(dispatchers.Select(d => d.StartAsync(CancellationToken.None)));
        for (var i = 0; i < 100; i++)
        {
            await rig.PublishAsync(Guid.NewGuid(), i);
        }

        await Eventually.EqualAsync(0, rig.UnsentAsync);
        await Task.WhenAll(dispatchers.Select(d => d.StopAsync(CancellationToken.None)));

        Assert.Equal(100, senders.Sum(s => s.Sent.Count));
        Assert.Equal(100, senders.SelectMany(s => s.Sent).Select(m => m.Id).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_dead_holders_lease_is_taken_over_after_its_length_and_not_before(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var rig = await OutboxRig.CreateAsync(database);
        var (first, second) = (new RecordingSender(), new RecordingSender());
        await rig.PublishAsync(Guid.NewGuid(), 1);
        await rig.Dispatcher("dies", first).DispatchAsync(CancellationToken.None);
        Assert.Single(first.Sent);
        await rig.PublishAsync(Guid.NewGuid(), 2);

        var successor = rig.Dispatcher("lives", second);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await Eventually.TrueAsync("the successor sends", async () =>
        {
            await successor.DispatchAsync(CancellationToken.None);
            return second.Sent.Count == 1;
        });

        Assert.InRange(watch.Elapsed, OutboxRig.LeaseLength, OutboxRig.LeaseLength * 3);
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_dispatcher_that_stops_gives_its_lease_back_at_once(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var rig = await OutboxRig.CreateAsync(database);
        await rig.PublishAsync(Guid.NewGuid(), 1);
        var first = rig.Dispatcher("stops", new RecordingSender());
        await first.DispatchAsync(CancellationToken.None);
        await first.StopAsync(CancellationToken.None);
        await rig.PublishAsync(Guid.NewGuid(), 2);
        var second = new RecordingSender();

        await rig.Dispatcher("follows", second).DispatchAsync(CancellationToken.None);

        Assert.Single(second.Sent);
    }

    private static RecordingSender Slow() => new() { Before = (_, token) => Task.Delay(200, token) };
}
