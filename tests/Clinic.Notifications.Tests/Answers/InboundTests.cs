using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Clinic.Contracts.Notifications;
using Clinic.Messaging.Outbox;
using Clinic.Notifications.Channels.Twilio;
using Clinic.Notifications.Features.TrackContact;
using Clinic.Notifications.Tests.Rig;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Clinic.Notifications.Tests.Answers;

public sealed class InboundTests
{
    private const string Inbox = "/api/notifications/v1/inbox-items";

    [Fact]
    public async Task A_flood_of_forged_calls_fills_no_audit_log_and_shuts_no_real_call_out()
    {
        await using var rig = await TwilioHost.StartAsync();

        for (var call = 0; call < ForgedCalls.EachMinute; call++)
        {
            using var refused = await rig.Caller.AnswerAsync("+12125550177", "STOP", signature: "forged");
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }

        using var tooMany = await rig.Caller.AnswerAsync("+12125550177", "STOP", signature: "forged");
        using var real = await rig.Caller.AnswerAsync("+12125550177", "What time?");

        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.OK), (tooMany.StatusCode, real.StatusCode));
        Assert.Equal(ForgedCalls.EachMinute, await rig.Host.ReadAsync(db => db.AuditEntries.CountAsync(a => a.Action == "webhook.refuse")));
    }

    [Fact]
    public async Task C_confirms_the_visit_and_is_published_once_however_often_it_arrives()
    {
        await using var rig = await TwilioHost.StartAsync();
        var series = await rig.BookAsync();

        foreach (var answer in await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => rig.Caller.AnswerAsync(TwilioHost.Phone, "C", "SM1"))))
        {
            Assert.Equal((HttpStatusCode.OK, "<Response />"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        }

        var name = typeof(PatientConfirmedSession).FullName;
        var body = await rig.Host.ReadAsync(db => db.Set<OutboxMessage>().Where(m => m.MessageType == name).Select(m => m.Body).SingleAsync());
        Assert.Equal(series.Sessions[0].SessionId, JsonSerializer.Deserialize<PatientConfirmedSession>(body, JsonSerializerOptions.Web)!.SessionId);
        Assert.Empty((await rig.Host.GetAsync("inbox-items")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task R_is_a_task_with_its_visit_that_the_front_desk_closes_once()
    {
        await using var rig = await TwilioHost.StartAsync();
        var series = await rig.BookAsync();
        using var answer = await rig.Caller.AnswerAsync(TwilioHost.Phone, "R");
        Assert.Contains("we call you", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var item = (await rig.Host.GetAsync("inbox-items")).GetProperty("items").EnumerateArray().Single();
        Assert.Equal(("move", "open", "+1***23"), (Text(item, "intent"), Text(item, "state"), Text(item, "sender")));
        Assert.Equal((series.PatientId, series.Sessions[0].SessionId), (item.GetProperty("patientId").GetGuid(), item.GetProperty("sessionId").GetGuid()));

        var path = $"{Inbox}/{item.GetProperty("id").GetGuid()}/closure";
        Assert.Equal((HttpStatusCode)428, await CloseAsync(rig, path, null, "Moved by phone"));
        Assert.Equal(HttpStatusCode.BadRequest, await CloseAsync(rig, path, "\"1\"", ""));
        Assert.Equal(HttpStatusCode.OK, await CloseAsync(rig, path, "\"1\"", "Moved by phone"));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await CloseAsync(rig, path, "\"1\"", "Again"));
        Assert.Equal(HttpStatusCode.Conflict, await CloseAsync(rig, path, "\"2\"", "Again"));
    }

    [Fact]
    public async Task Anything_else_waits_for_a_person_who_alone_sees_the_text_and_leaves_an_audit_entry()
    {
        await using var rig = await TwilioHost.StartAsync();
        await rig.BookAsync();
        using var answer = await rig.Caller.AnswerAsync("+12125550999", "Can my sister come too?");

        var list = await rig.Host.GetAsync("inbox-items");
        var id = list.GetProperty("items").EnumerateArray().Single().GetProperty("id").GetGuid();
        var detail = await rig.Host.GetAsync($"inbox-items/{id}");

        Assert.DoesNotContain("sister", list.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(("Can my sister come too?", "+12125550999"), (Text(detail, "text"), Text(detail, "sender")));
        Assert.True(await rig.Host.ReadAsync(db => db.AuditEntries.AnyAsync(a => a.Action == "inbox-item.read" && a.SubjectId == id)));
        Assert.DoesNotContain(rig.Host.Logs.Lines, line => line.Contains("sister", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stop_opts_out_at_once_with_its_proof_is_confirmed_once_and_start_takes_it_back()
    {
        await using var rig = await TwilioHost.StartAsync();
        var patient = (await rig.BookAsync()).PatientId;

        using var first = await rig.Caller.AnswerAsync(TwilioHost.Phone, "please stop texting me", "SM1");
        using var again = await rig.Caller.AnswerAsync(TwilioHost.Phone, "no more texts", "SM2");

        Assert.Contains("you get no more texts", await first.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("<Response />", await again.Content.ReadAsStringAsync());
        var changes = await rig.Host.ReadAsync(db => db.PreferenceChanges.Where(p => p.PatientId == patient).ToListAsync());
        Assert.Equal(4, changes.Count);
        Assert.All(changes, c => Assert.Equal((false, "sms", "twilio SM1"), (c.Allowed, c.Method, c.Evidence)));

        using var start = await rig.Caller.AnswerAsync(TwilioHost.Phone, "START", "SM3");
        Assert.Equal(4, await rig.Host.ReadAsync(db => db.PreferenceChanges.CountAsync(p => p.PatientId == patient && p.Allowed)));
    }

    [Theory]
    [InlineData("STOP", "true", false)]
    [InlineData("STOP", "false", true)]
    [InlineData("HELP", "false", true)]
    public async Task What_twilio_answers_itself_is_not_answered_twice(string text, string twilioAnswers, bool answered)
    {
        await using var rig = await TwilioHost.StartAsync(("Clinic:Sms:Twilio:AnswersKeywords", twilioAnswers));
        await rig.BookAsync();

        using var answer = await rig.Caller.AnswerAsync(TwilioHost.Phone, text);

        Assert.Equal(answered, (await answer.Content.ReadAsStringAsync()).Contains("<Message>", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_phone_that_two_patients_share_opts_both_out_but_confirms_nobodys_visit()
    {
        await using var rig = await TwilioHost.StartAsync();
        await rig.BookAsync();
        await rig.BookAsync();

        using var confirm = await rig.Caller.AnswerAsync(TwilioHost.Phone, "C");
        using var stop = await rig.Caller.AnswerAsync(TwilioHost.Phone, "STOP");

        Assert.Single((await rig.Host.GetAsync("inbox-items")).GetProperty("items").EnumerateArray());
        Assert.Equal(2, await rig.Host.ReadAsync(db => db.PreferenceChanges.Select(p => p.PatientId).Distinct().CountAsync()));
    }

    [Fact]
    public async Task A_wrong_signature_is_refused_audited_and_has_no_effect()
    {
        await using var rig = await TwilioHost.StartAsync();
        await rig.BookAsync();

        using var forged = await rig.Caller.AnswerAsync(TwilioHost.Phone, "STOP", signature: "AAAAAAAAAAAAAAAAAAAAAAAAAAA=");
        using var unsigned = await rig.Caller.AnswerAsync(TwilioHost.Phone, "STOP", signature: " ");

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (forged.StatusCode, unsigned.StatusCode));
        Assert.Equal(0, await rig.Host.ReadAsync(db => db.PreferenceChanges.CountAsync()));
        Assert.Equal(2, await rig.Host.ReadAsync(db => db.AuditEntries.CountAsync(a => a.Action == "webhook.refuse")));
    }

    [Fact]
    public async Task Without_twilio_its_webhooks_do_not_exist()
    {
        await using var host = await NotificationsHost.StartAsync();
        using var client = host.Host.Client(null);

        using var answer = await new Clinic.Testing.Twilio.TwilioCaller(client).AnswerAsync(TwilioHost.Phone, "C");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_contact_from_before_the_index_is_found_after_the_next_start()
    {
        await using var rig = await TwilioHost.StartAsync();
        var patient = (await rig.BookAsync()).PatientId;
        await rig.Host.WriteAsync(async (db, token) => (await db.Recipients.SingleAsync(token)).PhoneHash = null);

        await ActivatorUtilities.CreateInstance<PhoneIndexBackfill>(rig.Host.Services).RunAsync(CancellationToken.None);
        using var answer = await rig.Caller.AnswerAsync(TwilioHost.Phone, "R");

        var item = (await rig.Host.GetAsync("inbox-items")).GetProperty("items").EnumerateArray().Single();
        Assert.Equal(patient, item.GetProperty("patientId").GetGuid());
        Assert.DoesNotContain(TwilioHost.Phone, (await rig.Host.ReadAsync(db => db.Recipients.SingleAsync())).PhoneHash, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inbox-items?state=nonsense", "state")]
    [InlineData("inbox-items?limit=0", "limit")]
    public async Task A_wrong_query_is_refused_naming_the_field(string path, string field)
    {
        await using var rig = await TwilioHost.StartAsync();

        using var answer = await rig.Host.FrontDesk.GetAsync(new Uri($"/api/notifications/v1/{path}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains($"\"{field}\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static string? Text(JsonElement item, string name) => item.GetProperty(name).GetString();

    private static async Task<HttpStatusCode> CloseAsync(TwilioHost rig, string path, string? etag, string note)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = JsonContent.Create(new { note }) };
        if (etag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", etag);
        }

        using var answer = await rig.Host.FrontDesk.SendAsync(request);
        return answer.StatusCode;
    }
}
