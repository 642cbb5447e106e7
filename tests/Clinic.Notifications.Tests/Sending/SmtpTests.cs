using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Clinic.Notifications.Domain.Reminders;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Tests.Rig;
using NodaTime;

namespace Clinic.Notifications.Tests.Sending;

public sealed class SmtpTests
{
    private static readonly Instant Visit = Times.Local(2027, 8, 5, 14, 0);

    [Fact]
    public async Task An_email_goes_out_as_text_and_html_from_the_clinics_neutral_name()
    {
        await using var smtp = new SmtpStandIn();
        await using var host = await StartAsync(smtp.Port);

        var confirmation = await BookAsync(host);

        Assert.Equal(ReminderState.Sent, confirmation.State);
        var message = Assert.Single(smtp.Messages);
        Assert.Contains("From: Harbor Clinic <no-reply@clinic.example>", message, StringComparison.Ordinal);
        Assert.Contains("text/plain", message, StringComparison.Ordinal);
        Assert.Contains("<p>Hello Ada,</p>", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("451 later", "scheduled", "provider-busy")]
    [InlineData("554 never", "failed", "provider-refused")]
    [InlineData(SmtpStandIn.TakeAndHangUp, "in-doubt", "outcome-unknown")]
    public async Task What_the_server_says_decides(string answer, string state, string reason)
    {
        await using var smtp = new SmtpStandIn { Answer = answer };
        await using var host = await StartAsync(smtp.Port);

        var confirmation = await BookAsync(host);

        Assert.Equal((state, reason), (Clinic.Notifications.Http.KebabEnum.Of(confirmation.State), confirmation.Reason));
    }

    [Fact]
    public async Task A_server_that_is_away_is_tried_again()
    {
        int port;
        await using (var gone = new SmtpStandIn())
        {
            port = gone.Port;
        }

        await using var host = await StartAsync(port);

        var confirmation = await BookAsync(host);

        Assert.Equal((ReminderState.Scheduled, "provider-busy"), (confirmation.State, confirmation.Reason));
        Assert.True(confirmation.DueAt > host.Now);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public async Task An_email_in_doubt_is_never_repeated_until_a_person_says_that_it_did_not_arrive(bool arrived, int messages)
    {
        await using var smtp = new SmtpStandIn { Answer = SmtpStandIn.TakeAndHangUp };
        await using var host = await StartAsync(smtp.Port);
        var confirmation = await BookAsync(host);
        await host.AdvanceAsync(Duration.FromMinutes(30));
        Assert.Single(smtp.Messages);
        smtp.Answer = "250 taken";

        var path = new Uri($"/api/notifications/v1/reminders/{confirmation.Id}/resolution", UriKind.Relative);
        using var resolved = await host.FrontDesk.PostAsJsonAsync(path, new { arrived, reason = "Called the patient" });
        using var again = await host.FrontDesk.PostAsJsonAsync(path, new { arrived, reason = "Called the patient" });
        await host.AdvanceAsync(Duration.FromMinutes(30));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict), (resolved.StatusCode, again.StatusCode));
        Assert.Equal(messages, smtp.Messages.Count);
        Assert.Equal(ReminderState.Sent, (await ConfirmationAsync(host, confirmation.PatientId)).State);
    }

    private static Task<NotificationsHost> StartAsync(int port) => NotificationsHost.StartAsync(settings: new Dictionary<string, string>
    {
        ["Clinic:Email:Provider"] = "Smtp",
        ["Clinic:Email:Host"] = "127.0.0.1",
        ["Clinic:Email:Port"] = port.ToString(CultureInfo.InvariantCulture),
        ["Clinic:Email:Security"] = "None",
    });

    private static async Task<Reminder> BookAsync(NotificationsHost host)
    {
        var patient = Guid.NewGuid();
        await host.ReceiveAsync(host.Contact(patient));
        await host.ReceiveAsync(Events.Series(patient, host.Now, Visit));
        await host.NothingDueAsync();
        return await ConfirmationAsync(host, patient);
    }

    private static async Task<Reminder> ConfirmationAsync(NotificationsHost host, Guid patient) =>
        (await host.RemindersAsync(patient)).Single(r => r.Kind == "booking-confirmation" && r.Channel == Channel.Email);
}
