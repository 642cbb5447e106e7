using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Clinic.Notifications.Channels;
using Clinic.Notifications.Domain.Reminders;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Tests.Rig;
using Clinic.ServiceDefaults.Auth;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Clinic.Notifications.Tests.Api;

public sealed class ResendTests
{
    private static readonly Instant Visit = Times.Local(2027, 8, 5, 14, 0);

    [Fact]
    public async Task A_failed_message_shows_the_providers_code_and_is_sent_once_more_as_a_reminder_of_its_own()
    {
        var sms = new ScriptedSms();
        await using var host = await StartAsync(sms);
        sms.Next(() => new SendResult.Refused("twilio-30003"));
        var failed = await BookAsync(host);
        Assert.Equal("twilio-30003", (await host.GetAsync($"reminders/{failed.Id}")).GetProperty("providerCode").GetString());
        var listed = (await host.GetAsync("reminders?state=failed")).GetProperty("items").EnumerateArray().Single();
        Assert.Equal("twilio-30003", listed.GetProperty("providerCode").GetString());

        using var answer = await PostAsync(host, failed.Id, "resends");
        await host.NothingDueAsync();

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var copy = (await host.RemindersAsync(failed.PatientId)).Single(r => r.Copy == 1);
        Assert.Equal((ReminderState.Sent, failed.Kind, failed.Channel), (copy.State, copy.Kind, copy.Channel));
        Assert.Equal(ReminderState.Failed, (await host.ReadAsync(db => db.Reminders.SingleAsync(r => r.Id == failed.Id))).State);
        Assert.Single(sms.Taken);
        Assert.True(await host.ReadAsync(db => db.AuditEntries.AnyAsync(a => a.Action == "reminder.resend" && a.SubjectId == copy.Id && a.Reason == "The patient asked")));
    }

    [Fact]
    public async Task A_message_in_doubt_is_not_repeated()
    {
        var sms = new ScriptedSms();
        await using var host = await StartAsync(sms);
        sms.Next(() => new SendResult.Unknown("reset"));
        var doubtful = await BookAsync(host);

        using var answer = await PostAsync(host, doubtful.Id, "resends");

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.EndsWith("in-doubt", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, await host.ReadAsync(db => db.Reminders.CountAsync(r => r.Kind == doubtful.Kind && r.Channel == Channel.Sms)));
    }

    [Fact]
    public async Task Two_clicks_send_one_message_more()
    {
        var sms = new ScriptedSms();
        await using var host = await StartAsync(sms);
        var sent = await BookAsync(host);
        await host.AdvanceAsync(Times.Local(2027, 8, 2, 21, 0) - host.Now);

        using var first = await PostAsync(host, sent.Id, "resends");
        using var second = await PostAsync(host, sent.Id, "resends");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Conflict), (first.StatusCode, second.StatusCode));
        var copy = (await host.RemindersAsync(sent.PatientId)).Single(r => r.Copy == 1);
        Assert.Equal((ReminderState.Scheduled, Times.Local(2027, 8, 3, 9, 0)), (copy.State, copy.DueAt));
    }

    [Fact]
    public async Task Quiet_hours_are_overridden_for_one_message_with_a_reason_in_the_audit_log()
    {
        var sms = new ScriptedSms();
        await using var host = await StartAsync(sms);
        var confirmation = await BookAsync(host);
        await host.AdvanceAsync(Times.Local(2027, 8, 2, 21, 0) - host.Now);
        var held = (await host.RemindersAsync(confirmation.PatientId)).Single(r => r.Kind == "session-reminder-72h" && r.Channel == Channel.Sms);
        Assert.Equal((ReminderState.Scheduled, "quiet-hours"), (held.State, held.Reason));
        var before = sms.Taken.Count;

        using var answer = await PostAsync(host, held.Id, "quiet-hours-override");
        await host.NothingDueAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(before + 1, sms.Taken.Count);
        Assert.Equal(ReminderState.Sent, (await host.ReadAsync(db => db.Reminders.SingleAsync(r => r.Id == held.Id))).State);
        Assert.True(await host.ReadAsync(db => db.AuditEntries.AnyAsync(a => a.Action == "reminder.override-quiet-hours" && a.SubjectId == held.Id && a.Reason == "The patient asked")));
    }

    [Theory]
    [InlineData("resends")]
    [InlineData("quiet-hours-override")]
    public async Task Neither_goes_without_a_reason_nor_by_a_nurse(string action)
    {
        await using var host = await StartAsync(new ScriptedSms());
        var confirmation = await BookAsync(host);
        using var nurse = host.Host.Client(Roles.Nurse);

        using var silent = await host.FrontDesk.PostAsJsonAsync(Path(confirmation.Id, action), new { });
        using var forbidden = await nurse.PostAsJsonAsync(Path(confirmation.Id, action), new { reason = "The patient asked" });

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.Forbidden), (silent.StatusCode, forbidden.StatusCode));
    }

    private static Task<NotificationsHost> StartAsync(ScriptedSms sms) =>
        NotificationsHost.StartAsync(replace: services => services.AddSingleton<ISmsSender>(sms));

    private static async Task<Reminder> BookAsync(NotificationsHost host)
    {
        var patient = Guid.NewGuid();
        await host.ReceiveAsync(host.Contact(patient));
        await host.ReceiveAsync(Events.Series(patient, host.Now, Visit));
        await host.NothingDueAsync();
        return (await host.RemindersAsync(patient)).Single(r => r.Kind == "booking-confirmation" && r.Channel == Channel.Sms);
    }

    private static Task<HttpResponseMessage> PostAsync(NotificationsHost host, Guid reminder, string action) =>
        host.FrontDesk.PostAsJsonAsync(Path(reminder, action), new { reason = "The patient asked" });

    private static Uri Path(Guid reminder, string action) => new($"/api/notifications/v1/reminders/{reminder}/{action}", UriKind.Relative);
}
