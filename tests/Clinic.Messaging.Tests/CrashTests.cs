using Clinic.Messaging.Inbox;
using Clinic.Messaging.Outbox;
using Clinic.Messaging.Tests.Ledger;
using Clinic.ServiceDefaults.Database;
using Clinic.Testing;
using Clinic.Testing.Brokers;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Messaging.Tests;

[Collection(RabbitMqTests.Collection)]
public sealed class CrashTests
{
    private static readonly string[] Points =
    [
        "transaction.before-commit:9",
        "transaction.after-commit:9",
        "outbox.before-publish:3",
        "outbox.after-publish:3",
        "inbox.before-commit:3",
        "inbox.after-commit:3",
        "inbox.after-commit:20",
    ];

    public static IEnumerable<TheoryDataRow<DatabaseProvider, string>> Crashes => TestDatabases.All.SelectMany(engine =>
        Points.Select(point => new TheoryDataRow<DatabaseProvider, string>(engine.Data, point) { Skip = engine.Skip }));

    [Theory]
    [MemberData(nameof(Crashes))]
    public async Task A_process_killed_at_any_point_loses_nothing_and_repeats_nothing_after_its_restart(DatabaseProvider provider, string point)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await CrashChild.RunAsync(database, point);

        await using var ledger = await LedgerHost.StartAsync(database);

        await AssertEachOnceAsync(ledger);
    }

    [Theory(SkipUnless = nameof(TestBroker.IsThere), SkipType = typeof(TestBroker), Skip = TestBroker.SkipReason)]
    [InlineData("outbox.after-publish:3")]
    [InlineData("inbox.after-commit:3")]
    public async Task The_same_holds_over_RabbitMq(string point)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using var queues = new BrokerQueues();
        await CrashChild.RunAsync(database, point, queues.Service);

        await using var ledger = await LedgerHost.StartAsync(database, null, LedgerHost.Over(TestBroker.Uri, queues.Service));

        await AssertEachOnceAsync(ledger);
    }

    /// <summary>Every message that committed has one effect, in its aggregate's order.</summary>
    private static async Task AssertEachOnceAsync(LedgerHost ledger)
    {
        var published = await ledger.ReadAsync(db => db.Set<OutboxMessage>()
            .OrderBy(m => m.Sequence).Select(m => new { m.MessageId, m.AggregateId }).ToListAsync());
        Assert.NotEmpty(published);
        await Eventually.TrueAsync("every message is applied", async () =>
        {
            var taken = await ledger.ReadAsync(db => db.Set<InboxMessage>().Select(m => m.MessageId).ToListAsync());
            return published.All(m => taken.Contains(m.MessageId));
        });
        await Eventually.EqualAsync(0, ledger.UnsentAsync);
        foreach (var aggregate in published.GroupBy(m => m.AggregateId))
        {
            var numbers = await ledger.ReadAsync(db => db.Entries.Where(e => e.Aggregate == aggregate.Key)
                .Select(e => e.Number).OrderBy(n => n).ToListAsync());
            Assert.Equal(Enumerable.Range(0, aggregate.Count()), numbers);
        }
    }
}
