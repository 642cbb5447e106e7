using System.Net;
using System.Net.Http.Json;
using Clinic.Messaging.Operations;
using Clinic.Messaging.Tests.Ledger;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;
using Clinic.Testing;
using Xunit;

namespace Clinic.Messaging.Tests;

public sealed class ParkingTests
{
    private const string Operations = "/api/ledger/v1/operations";

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_poison_message_is_parked_with_its_reason_and_applied_after_a_replay(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var ledger = await LedgerHost.StartAsync(database);
        using var client = ledger.Host.Client();
        ledger.Behaviour.Fails[7] = "seven is unlucky";
        var id = await ledger.PublishAsync(Guid.NewGuid(), 7);

        await Eventually.EqualAsync(1, async () => (await ParkedAsync(client)).Items.Count);
        var parked = (await ParkedAsync(client)).Items.Single();
        Assert.Equal(id, parked.MessageId);
        Assert.Equal("ledger.counted", parked.Consumer);
        Assert.Contains("seven is unlucky", parked.Reason, StringComparison.Ordinal);
        Assert.Equal(4, ledger.Behaviour.Calls);
        Assert.Equal(0, await ledger.EntriesAsync());

        ledger.Behaviour.Fails.Clear();
        var answer = await client.PostAsync($"{Operations}/parked-messages/{parked.Id}/replay", null);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        await Eventually.EqualAsync(1, ledger.EntriesAsync);
        await Eventually.EqualAsync(0, async () => (await ParkedAsync(client)).Items.Count);
    }

    private static async Task<Page<ParkedItem>> ParkedAsync(HttpClient client, string query = "") =>
        (await client.GetFromJsonAsync<Page<ParkedItem>>($"{Operations}/parked-messages{query}"))!;
}
