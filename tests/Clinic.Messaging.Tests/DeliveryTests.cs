using Clinic.Messaging.Outbox;
using Clinic.Messaging.Tests.Ledger;
using Clinic.ServiceDefaults.Database;
using Clinic.Testing;
using Microsoft.EntityFrameworkCore;
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
        await Eventually.EqualAsync(0, () => ledger.ReadAsync(db => db.Set<OutboxMessage>().CountAsync(m => m.SentAt == null)));
        Assert.Equal(1, ledger.Behaviour.Calls);
    }
}
