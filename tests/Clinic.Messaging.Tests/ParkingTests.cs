using System.Net;
using System.Net.Http.Json;
using Clinic.Messaging.Operations;
using Clinic.Messaging.Tests.Ledger;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;
using Clinic.Testing;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
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

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Replaying_a_message_that_was_applied_meanwhile_has_no_second_effect(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var ledger = await LedgerHost.StartAsync(database);
        using var client = ledger.Host.Client();
        ledger.Behaviour.Fails[7] = "not yet";
        await ledger.PublishAsync(Guid.NewGuid(), 7);
        await Eventually.EqualAsync(1, async () => (await ParkedAsync(client)).Items.Count);
        var parked = (await ParkedAsync(client)).Items.Single();
        ledger.Behaviour.Fails.Clear();

        // Twice, as an impatient operator does.
        await client.PostAsync($"{Operations}/parked-messages/{parked.Id}/replay", null);
        await client.PostAsync($"{Operations}/parked-messages/{parked.Id}/replay", null);
        await ledger.PublishAsync(Guid.NewGuid(), 8);

        await Eventually.EqualAsync(2, ledger.EntriesAsync);
        await Eventually.EqualAsync(0, ledger.UnsentAsync);
        await Eventually.EqualAsync(0, async () => (await ParkedAsync(client)).Items.Count);
        Assert.Equal(2, await ledger.EntriesAsync());
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_message_that_fails_again_after_a_replay_is_parked_once_with_the_new_reason(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var ledger = await LedgerHost.StartAsync(database);
        using var client = ledger.Host.Client();
        ledger.Behaviour.Fails[7] = "first reason";
        await ledger.PublishAsync(Guid.NewGuid(), 7);
        await Eventually.EqualAsync(1, async () => (await ParkedAsync(client)).Items.Count);
        ledger.Behaviour.Fails[7] = "second reason";

        await client.PostAsync($"{Operations}/parked-messages/{(await ParkedAsync(client)).Items.Single().Id}/replay", null);

        await Eventually.TrueAsync("the new reason shows", async () =>
            (await ParkedAsync(client)).Items is [var only] && only.Reason.Contains("second", StringComparison.Ordinal) && only.ReplayedAt is null);
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_malformed_envelope_is_parked_as_it_came_and_cannot_be_replayed(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var ledger = await LedgerHost.StartAsync(database);
        using var client = ledger.Host.Client();

        await MalformedAsync(ledger, "this is no envelope");
        await ledger.PublishAsync(Guid.NewGuid(), 1);

        await Eventually.EqualAsync(1, ledger.EntriesAsync);
        await Eventually.EqualAsync(1, async () => (await ParkedAsync(client)).Items.Count);
        var parked = (await ParkedAsync(client)).Items.Single();
        Assert.Equal(("this is no envelope", "unknown"), (parked.Body, parked.MessageType));
        var answer = await client.PostAsync($"{Operations}/parked-messages/{parked.Id}/replay", null);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("not-replayable", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Parked_messages_are_listed_page_by_page_oldest_first(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var ledger = await LedgerHost.StartAsync(database);
        using var client = ledger.Host.Client();
        for (var number = 0; number < 5; number++)
        {
            ledger.Behaviour.Fails[number] = "no";
            await ledger.PublishAsync(Guid.NewGuid(), number);
        }

        await Eventually.EqualAsync(5, async () => (await ParkedAsync(client)).Items.Count);
        var found = new List<ParkedItem>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await ParkedAsync(client, $"?limit=2{(cursor.Length == 0 ? "" : $"&cursor={cursor}")}");
            found.AddRange(page.Items);
            cursor = page.NextCursor;
        }

        Assert.Equal(5, found.Select(m => m.Id).Distinct().Count());
        Assert.Equal(found.OrderBy(m => m.ParkedAt), found);
        var odd = await client.GetAsync($"{Operations}/parked-messages?cursor=odd");
        Assert.Equal(HttpStatusCode.BadRequest, odd.StatusCode);
    }

    private static async Task MalformedAsync(LedgerHost ledger, string body)
    {
        var endpoint = await ledger.Host.Services.GetRequiredService<IBus>().GetSendEndpoint(new Uri("queue:ledger.counted"));
        await endpoint.Send(new Counted(Guid.Empty, 0), context => context.Serializer = new TextSerializer(body, context.Serializer));
    }

    private sealed class TextSerializer(string body, IMessageSerializer inner) : IMessageSerializer
    {
        public System.Net.Mime.ContentType ContentType => inner.ContentType;

        public MessageBody GetMessageBody<T>(SendContext<T> context)
            where T : class => new StringMessageBody(body);
    }

    private static async Task<Page<ParkedItem>> ParkedAsync(HttpClient client, string query = "") =>
        (await client.GetFromJsonAsync<Page<ParkedItem>>($"{Operations}/parked-messages{query}"))!;
}
