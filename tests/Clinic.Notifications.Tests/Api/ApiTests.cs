using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Clinic.Notifications.Tests.Rig;
using Clinic.ServiceDefaults.Auth;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Notifications.Tests.Api;

public sealed class ApiTests
{
    private const string Root = "/api/notifications/v1";
    private static readonly Instant Visit = Times.Local(2027, 8, 5, 14, 0);

    [Fact]
    public async Task Reminders_are_listed_page_by_page_in_due_order_without_text_or_address()
    {
        await using var host = await NotificationsHost.StartAsync();
        var patient = await BookAsync(host);
        var all = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var page = await host.GetAsync($"reminders?patientId={patient}&limit=3{(cursor is null ? "" : $"&cursor={cursor}")}");
            all.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);

        Assert.Equal((await host.RemindersAsync(patient)).Select(r => r.Id).Order(), all.Select(r => r.GetProperty("id").GetGuid()).Order());
        var due = all.Select(r => r.GetProperty("dueAt").GetDateTimeOffset()).ToList();
        Assert.Equal(due.Order(), due);
        Assert.All(all, r => Assert.DoesNotContain("Ada", r.GetRawText(), StringComparison.Ordinal));
        Assert.Equal(TimeSpan.FromHours(-4), due[0].Offset);
    }

    [Fact]
    public async Task Messages_show_a_masked_destination_newest_first()
    {
        await using var host = await NotificationsHost.StartAsync();
        var patient = await BookAsync(host);

        var items = (await host.GetAsync($"messages?patientId={patient}")).GetProperty("items").EnumerateArray().ToList();

        Assert.Equal(["+1***23", "a***@example.com"], items.Select(i => i.GetProperty("destination").GetString()!).Order(StringComparer.Ordinal));
        Assert.All(items, i => Assert.Equal("booking-confirmation", i.GetProperty("kind").GetString()));
    }

    [Theory]
    [InlineData("reminders?state=nonsense", "state")]
    [InlineData("reminders?cursor=AAAA", "cursor")]
    [InlineData("reminders?limit=0", "limit")]
    [InlineData("reminders?patientId=x", "patientId")]
    [InlineData("messages?limit=500", "limit")]
    public async Task A_wrong_query_is_refused_naming_the_field(string path, string field)
    {
        await using var host = await NotificationsHost.StartAsync();

        using var answer = await host.FrontDesk.GetAsync(new Uri($"{Root}/{path}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.GetRawText());
    }

    [Fact]
    public async Task Preferences_keep_who_when_and_how_and_are_not_changed_from_an_old_reading()
    {
        await using var host = await NotificationsHost.StartAsync();
        var patient = await BookAsync(host);
        var body = new { method = "phone", preferences = new[] { new { channel = "sms", purpose = "appointments", allowed = false } } };

        using var first = await PutAsync(host, $"patients/{patient}/preferences", "\"0\"", body);
        using var again = await PutAsync(host, $"patients/{patient}/preferences", "\"0\"", body);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.PreconditionFailed), (first.StatusCode, again.StatusCode));
        var view = await host.GetAsync($"patients/{patient}/preferences");
        var sms = view.GetProperty("preferences").EnumerateArray()
            .Single(p => p.GetProperty("channel").GetString() == "sms" && p.GetProperty("purpose").GetString() == "appointments");
        Assert.False(sms.GetProperty("allowed").GetBoolean());
        Assert.Equal(("local-front-desk", "phone"), (sms.GetProperty("recordedBy").GetString(), sms.GetProperty("method").GetString()));
    }

    [Theory]
    [InlineData("{}", "method")]
    [InlineData("""{"method":"phone","preferences":[]}""", "preferences")]
    [InlineData("""{"method":"phone","preferences":[{"channel":"fax"}]}""", "preferences[0].channel")]
    public async Task A_wrong_preference_is_refused_naming_the_field(string json, string field)
    {
        await using var host = await NotificationsHost.StartAsync();
        var patient = await BookAsync(host);

        using var answer = await PutAsync(host, $"patients/{patient}/preferences", "\"0\"", JsonDocument.Parse(json).RootElement);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(field, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await host.ReadAsync(db => db.PreferenceChanges.CountAsync()));
    }

    [Fact]
    public async Task The_clinics_own_wording_is_checked_kept_and_used()
    {
        await using var host = await NotificationsHost.StartAsync();
        const string path = "templates/booking-confirmation/sms/en";
        using var revealing = await PutAsync(host, path, "\"0\"", new { body = "{{ clinic }}: your infusion is booked. {{ phone }} STOP=opt out" });
        using var own = await PutAsync(host, path, "\"0\"", new { body = "{{ clinic }}: booked, {{ date }}. {{ phone }} STOP=opt out" });

        await BookAsync(host);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.OK), (revealing.StatusCode, own.StatusCode));
        var text = await File.ReadAllTextAsync(host.Files().Single(f => f.EndsWith(".txt", StringComparison.Ordinal)));
        Assert.Contains("Harbor Clinic: booked, Thu, Aug 5.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_measures_and_checks_without_keeping_anything()
    {
        await using var host = await NotificationsHost.StartAsync();
        var body = new { kind = "session-reminder", channel = "sms", language = "en", body = "Ketamine at {{ time }} ő" };

        using var answer = await host.FrontDesk.PostAsJsonAsync(new Uri($"{Root}/templates/preview", UriKind.Relative), body);

        var preview = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("ucs-2", preview.GetProperty("sms").GetProperty("encoding").GetString());
        Assert.Equal(4, preview.GetProperty("problems").GetArrayLength());
        Assert.Equal(0, await host.ReadAsync(db => db.Templates.CountAsync()));
    }

    [Fact]
    public async Task Billing_staff_may_not_read_reminders_and_nobody_without_a_token()
    {
        await using var host = await NotificationsHost.StartAsync();
        using var billing = host.Host.Client(Roles.Billing);
        using var nobody = host.Host.Client(null);

        using var forbidden = await billing.GetAsync(new Uri($"{Root}/reminders", UriKind.Relative));
        using var unauthenticated = await nobody.GetAsync(new Uri($"{Root}/reminders", UriKind.Relative));

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized), (forbidden.StatusCode, unauthenticated.StatusCode));
    }

    [Fact]
    public async Task Counts_tell_reminders_by_state_and_messages()
    {
        await using var host = await NotificationsHost.StartAsync();
        await BookAsync(host);

        var counts = await host.Admin.GetFromJsonAsync<Dictionary<string, int>>(new Uri($"{Root}/operations/counts", UriKind.Relative));

        Assert.Equal((14, 2, 2), (counts!["reminders"], counts["remindersSent"], counts["messages"]));
    }

    [Fact]
    public async Task Reading_a_patients_reminders_leaves_an_audit_entry()
    {
        await using var host = await NotificationsHost.StartAsync();
        var patient = await BookAsync(host);

        await host.GetAsync($"reminders?patientId={patient}");

        Assert.True(await host.ReadAsync(db => db.AuditEntries.AnyAsync(a => a.Action == "reminders.read" && a.PatientId == patient && a.Actor == "local-front-desk")));
    }

    private static async Task<Guid> BookAsync(NotificationsHost host)
    {
        var patient = Guid.NewGuid();
        await host.ReceiveAsync(host.Contact(patient));
        await host.ReceiveAsync(Events.Series(patient, host.Now, Visit));
        await host.NothingDueAsync();
        return patient;
    }

    private static async Task<HttpResponseMessage> PutAsync(NotificationsHost host, string path, string etag, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri($"{Root}/{path}", UriKind.Relative)) { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", etag);
        return await host.FrontDesk.SendAsync(request);
    }
}
