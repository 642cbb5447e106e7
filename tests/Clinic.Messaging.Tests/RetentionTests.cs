using Clinic.Messaging.Inbox;
using Clinic.Messaging.Outbox;
using Clinic.Messaging.Retention;
using Clinic.Messaging.Tests.Ledger;
using Clinic.ServiceDefaults.Database;
using Clinic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Xunit;

namespace Clinic.Messaging.Tests;

public sealed class RetentionTests
{
    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Old_messages_are_forgotten_and_young_ones_kept(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var ledger = await LedgerHost.StartAsync(database);
        await ledger.PublishAsync(Guid.NewGuid(), 1);
        await Eventually.EqualAsync(1, ledger.EntriesAsync);
        await Eventually.EqualAsync(0, ledger.UnsentAsync);
        ledger.Host.Advance(Duration.FromDays(31));
        await ledger.PublishAsync(Guid.NewGuid(), 2);
        await Eventually.EqualAsync(2, ledger.EntriesAsync);
        await Eventually.EqualAsync(0, ledger.UnsentAsync);

        await CleanAsync(ledger);

        Assert.Equal((1, 1), await CountsAsync(ledger));
        Assert.Equal(2, await ledger.EntriesAsync());
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task In_memory_an_old_message_that_a_consumer_has_not_seen_is_kept_and_sent_again_at_start(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using (var ledger = await LedgerHost.StartAsync(database))
        {
            await ledger.PublishAsync(Guid.NewGuid(), 1);
            await Eventually.EqualAsync(1, ledger.EntriesAsync);
            await Eventually.EqualAsync(0, ledger.UnsentAsync);
            // As if the process had ended between the hand-over in memory and the consumer's commit.
            await ledger.Transactor.WriteAsync((db, token) => db.Set<InboxMessage>().ExecuteDeleteAsync(token), CancellationToken.None);
            ledger.Host.Advance(Duration.FromDays(31));

            await CleanAsync(ledger);

            Assert.Equal((1, 0), await CountsAsync(ledger));
        }

        await using var again = await LedgerHost.StartAsync(database);
        await Eventually.EqualAsync(2, again.EntriesAsync);
    }

    private static Task CleanAsync(LedgerHost ledger) =>
        ledger.Host.Services.GetRequiredService<RetentionCleaner>().CleanAsync(CancellationToken.None);

    private static Task<(int Outbox, int Inbox)> CountsAsync(LedgerHost ledger) => ledger.ReadAsync(async db =>
        (await db.Set<OutboxMessage>().CountAsync(), await db.Set<InboxMessage>().CountAsync()));
}
