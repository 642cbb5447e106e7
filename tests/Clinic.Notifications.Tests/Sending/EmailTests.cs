using System.Net;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Tests.Rig;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using NodaTime;

namespace Clinic.Notifications.Tests.Sending;

public sealed class EmailTests
{
    private static readonly Instant Visit = Times.Local(2027, 8, 5, 14, 0);
    private static readonly Instant Second = Times.Local(2027, 8, 9, 14, 0);

    [Fact]
    public async Task The_booking_confirmation_brings_the_visits_for_the_patients_calendar()
    {
        await using var host = await NotificationsHost.StartAsync();
        var patient = await BookAsync(host);

        using var email = await EmailAsync(host, "booking-confirmation");

        var attachment = (TextPart)Assert.Single(email.Attachments);
        Assert.Equal(("text/calendar", "appointments.ics"), (attachment.ContentType.MimeType, attachment.FileName));
        var calendar = Ical.Net.Calendar.Load(attachment.Text)!;
        Assert.Equal([Visit.ToDateTimeUtc(), Second.ToDateTimeUtc()], calendar.Events.Select(e => e.Start!.AsUtc).Order());
        Assert.All(calendar.Events, e => Assert.Equal("Appointment", e.Summary));
        var sessions = await host.ReadAsync(db => db.Sessions.Where(s => s.PatientId == patient).Select(s => s.SessionId).ToListAsync());
        Assert.Equal(sessions.Select(s => s.ToString()).Order(), calendar.Events.Select(e => e.Uid!).Order());
        Assert.Null(email.Headers[HeaderId.ListUnsubscribe]);
        Assert.NotNull(email.TextBody);
        Assert.NotNull(email.HtmlBody);
    }

    [Fact]
    public async Task One_click_ends_follow_ups_by_email_and_nothing_else()
    {
        await using var host = await StartAsync();
        var patient = await BookAsync(host);
        await host.AdvanceAsync(Times.Local(2027, 9, 9, 10, 0) - host.Now);
        using var email = await EmailAsync(host, "follow-up-1m");
        Assert.Equal("List-Unsubscribe=One-Click", email.Headers["List-Unsubscribe-Post"]);
        var link = new Uri(email.Headers[HeaderId.ListUnsubscribe]!.Trim('<', '>'));
        Assert.StartsWith("https://clinic.example/", link.AbsoluteUri, StringComparison.Ordinal);
        using var anonymous = host.Host.Client(null);

        using var looked = await anonymous.GetAsync(new Uri(link.PathAndQuery, UriKind.Relative));
        Assert.Equal(0, await host.ReadAsync(db => db.PreferenceChanges.CountAsync()));
        using var first = await ClickAsync(anonymous, link.PathAndQuery);
        using var second = await ClickAsync(anonymous, link.PathAndQuery);
        using var forged = await ClickAsync(anonymous, "/api/notifications/v1/unsubscribes/none-of-ours");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NotFound), (looked.StatusCode, first.StatusCode, second.StatusCode, forged.StatusCode));
        var change = await host.ReadAsync(db => db.PreferenceChanges.SingleAsync());
        Assert.Equal((patient, "Email", "FollowUp", false), (change.PatientId, $"{change.Channel}", $"{change.Purpose}", change.Allowed));
        await host.AdvanceAsync(Times.Local(2027, 11, 9, 10, 0) - host.Now);
        var followUp = (await host.RemindersAsync(patient)).Single(r => r.Kind == "follow-up-3m" && r.Channel == Domain.Reminders.Channel.Email);
        Assert.Equal((ReminderState.Cancelled, "opted-out"), (followUp.State, followUp.Reason));
    }

    private static Task<NotificationsHost> StartAsync() => NotificationsHost.StartAsync(settings: new Dictionary<string, string>
    {
        ["Clinic:Email:PublicUrl"] = "https://clinic.example",
    });

    private static async Task<HttpResponseMessage> ClickAsync(HttpClient client, string path)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["List-Unsubscribe"] = "One-Click" });
        return await client.PostAsync(new Uri(path, UriKind.Relative), form);
    }

    private static async Task<MimeMessage> EmailAsync(NotificationsHost host, string kind) =>
        await MimeMessage.LoadAsync(host.Files().Single(f => f.Contains(kind, StringComparison.Ordinal) && f.EndsWith(".eml", StringComparison.Ordinal)));

    private static async Task<Guid> BookAsync(NotificationsHost host)
    {
        var patient = Guid.NewGuid();
        await host.ReceiveAsync(host.Contact(patient));
        await host.ReceiveAsync(Events.Series(patient, host.Now, Visit, Second));
        await host.NothingDueAsync();
        return patient;
    }
}
