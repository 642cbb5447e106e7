using System.Net;
using System.Net.Http.Json;
using Clinic.Messaging.Operations;
using Clinic.Messaging.Outbox;
using Clinic.Messaging.Tests.Ledger;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;
using Clinic.Testing;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Messaging.Tests;

public sealed class OperationsTests
{
    private const string Operations = "/api/ledger/v1/operations";

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task An_operator_sees_what_waits_and_why_and_lets_it_go_at_once(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var ledger = await LedgerHost.StartAsync(database);
        using var client = ledger.Host.Client();
        await AddUnreadableAsync(ledger);
        await Eventually.TrueAsync("it fails", async () => (await client.GetFromJsonAsync<MessagingStatus>($"{Operations}/messaging"))!.Failing == 1);

        ledger.Host.Advance(NodaTime.Duration.FromSeconds(1));
        var status = (await client.GetFromJsonAsync<MessagingStatus>($"{Operations}/messaging"))!;
        Assert.Equal((1, 1), (status.OutboxTotal, status.Unsent));
        Assert.InRange(status.OldestUnsentSeconds, 1, 60);
        var failing = (await client.GetFromJsonAsync<Page<OutboxItem>>($"{Operations}/outbox?state=failing"))!.Items.Single();
        Assert.Contains("Clinic.NoSuchContract", failing.LastError, StringComparison.Ordinal);

        await ledger.Transactor.WriteAsync(
            (db, token) => db.Set<OutboxMessage>().ExecuteUpdateAsync(
                set => set.SetProperty(m => m.MessageType, typeof(Counted).FullName).SetProperty(m => m.RetryAt, NodaTime.Instant.FromUtc(2999, 1, 1, 0, 0)), token),
            CancellationToken.None);
        var retried = await client.PostAsync($"{Operations}/outbox/retry", null);

        Assert.Equal(new RetriedOutbox(1), await retried.Content.ReadFromJsonAsync<RetriedOutbox>());
        await Eventually.EqualAsync(1, ledger.EntriesAsync);
        Assert.Empty((await client.GetFromJsonAsync<Page<OutboxItem>>($"{Operations}/outbox?state=unsent"))!.Items);
    }

    [Fact]
    public async Task Operations_answer_unknown_ids_odd_states_and_other_roles_with_problem_details()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using var ledger = await LedgerHost.StartAsync(database);
        using var admin = ledger.Host.Client();
        using var nurse = ledger.Host.Client(Roles.Nurse);
        using var nobody = ledger.Host.Client(role: null);

        await AssertProblemAsync(HttpStatusCode.NotFound, admin.PostAsync($"{Operations}/parked-messages/{Guid.NewGuid()}/replay", null));
        await AssertProblemAsync(HttpStatusCode.BadRequest, admin.GetAsync($"{Operations}/outbox?state=odd"));
        await AssertProblemAsync(HttpStatusCode.BadRequest, admin.GetAsync($"{Operations}/outbox?limit=0"));
        await AssertProblemAsync(HttpStatusCode.Forbidden, nurse.GetAsync($"{Operations}/messaging"));
        await AssertProblemAsync(HttpStatusCode.Unauthorized, nobody.GetAsync($"{Operations}/messaging"));
    }

    private static async Task AssertProblemAsync(HttpStatusCode status, Task<HttpResponseMessage> request)
    {
        using var answer = await request;
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    private static Task AddUnreadableAsync(LedgerHost ledger) => ledger.Transactor.WriteAsync(
        (db, _) =>
        {
            var id = MassTransit.NewId.NextGuid();
            db.Add(new OutboxMessage
            {
                Id = id,
                MessageId = id,
                Sequence = 1,
                AggregateId = id,
                MessageType = "Clinic.NoSuchContract",
                Body = $$"""{"aggregate":"{{id}}","number":1}""",
                CreatedAt = ledger.Host.Time.GetCurrentInstant(),
            });
            return Task.CompletedTask;
        },
        CancellationToken.None);
}
