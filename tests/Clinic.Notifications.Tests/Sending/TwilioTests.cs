using Clinic.Notifications.Domain.Reminders;
using Clinic.Notifications.Features.SendReminders;
using Clinic.Notifications.Http;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Tests.Rig;
using Clinic.Testing.Twilio;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Clinic.Notifications.Tests.Sending;

public sealed class TwilioTests
{
    private const string Phone = "+12125550123";
    private static readonly Instant Visit = Times.Local(2027, 8, 5, 14, 0);

    [Fact]
    public async Task A_text_message_is_handed_over_with_its_callback_and_how_long_it_is_of_use()
    {
        await using var twilio = await TwilioStandIn.StartAsync();
        await using var host = await NotificationsHost.StartAsync(settings: twilio.Settings);

        var confirmation = await BookAsync(host);

        var taken = Assert.Single(twilio.Taken);
        Assert.Equal((Phone, TwilioStandIn.Number, 3600), (taken.To, taken.From, taken.ValidityPeriod));
        Assert.Contains("Harbor Clinic: your 1 visits are booked.", taken.Body, StringComparison.Ordinal);
        var attempt = await AttemptAsync(host, confirmation);
        Assert.Equal($"https://clinic.example/outside/api/notifications/v1/webhooks/twilio/statuses/{attempt.Id}", taken.StatusCallback);
        Assert.Equal((AttemptState.Accepted, taken.Sid, null), (attempt.State, attempt.ProviderReference, attempt.ProtectedTrail));
    }

    [Fact]
    public async Task Too_many_requests_are_tried_again_since_nothing_was_taken()
    {
        await using var twilio = await TwilioStandIn.StartAsync();
        twilio.Next(TwilioFault.TooManyRequests);
        await using var host = await NotificationsHost.StartAsync(settings: twilio.Settings);

        var confirmation = await BookAsync(host);

        Assert.Equal((ReminderState.Sent, 2, 1), (confirmation.State, twilio.Calls, twilio.Taken.Count));
    }

    [Theory]
    [InlineData(TwilioFault.ResetAfter, 1)]
    [InlineData(TwilioFault.ErrorAfter, 1)]
    [InlineData(TwilioFault.SilenceAfter, 1)]
    [InlineData(TwilioFault.ResetBefore, 0)]
    [InlineData(TwilioFault.Unavailable, 0)]
    public async Task A_lost_answer_is_in_doubt_and_settled_by_twilios_list_so_that_one_message_arrives(TwilioFault fault, int taken)
    {
        await using var twilio = await TwilioStandIn.StartAsync();
        twilio.Next(fault);
        await using var host = await NotificationsHost.StartAsync(settings: twilio.Settings);
        var confirmation = await BookAsync(host);
        Assert.Equal((ReminderState.InDoubt, 1, taken), (confirmation.State, twilio.Calls, twilio.Taken.Count));

        await SweepAsync(host);
        await host.AdvanceAsync(Duration.FromMinutes(1));

        Assert.Equal(ReminderState.Sent, (await ConfirmationAsync(host, confirmation.PatientId)).State);
        Assert.Single(twilio.Taken);
    }

    [Fact]
    public async Task What_the_list_shows_with_another_text_is_left_to_a_person()
    {
        await using var twilio = await TwilioStandIn.StartAsync();
        twilio.Next(TwilioFault.ResetBefore);
        await using var host = await NotificationsHost.StartAsync(settings: twilio.Settings);
        var confirmation = await BookAsync(host);
        twilio.Taken.Enqueue(new TakenMessage("SMother", Phone, TwilioStandIn.Number, "Something else", "", 60, TimeProvider.System.GetUtcNow()));

        await SweepAsync(host);

        Assert.Equal(ReminderState.InDoubt, (await ConfirmationAsync(host, confirmation.PatientId)).State);
        Assert.Equal(1, twilio.Calls);
    }

    [Fact]
    public async Task An_absence_is_not_believed_before_the_list_had_time_to_show_the_message()
    {
        await using var twilio = await TwilioStandIn.StartAsync();
        twilio.Next(TwilioFault.ResetBefore);
        var settings = new Dictionary<string, string>(twilio.Settings) { ["Clinic:Sms:Twilio:LookupAfterSeconds"] = "600" };
        await using var host = await NotificationsHost.StartAsync(settings: settings);
        var confirmation = await BookAsync(host);

        await SweepAsync(host);

        Assert.Equal(ReminderState.InDoubt, (await ConfirmationAsync(host, confirmation.PatientId)).State);
    }

    [Fact]
    public async Task Two_equal_messages_in_doubt_are_two_messages()
    {
        await using var twilio = await TwilioStandIn.StartAsync();
        twilio.Next(TwilioFault.ResetAfter, TwilioFault.ResetBefore);
        await using var host = await NotificationsHost.StartAsync(settings: twilio.Settings);
        // One phone that two patients share, and so the same text twice.
        var first = await BookAsync(host);
        var second = await BookAsync(host);

        await SweepAsync(host);
        await host.AdvanceAsync(Duration.FromMinutes(1));

        Assert.Equal(ReminderState.Sent, (await ConfirmationAsync(host, first.PatientId)).State);
        Assert.Equal(ReminderState.Sent, (await ConfirmationAsync(host, second.PatientId)).State);
        Assert.Equal(2, twilio.Taken.Count);
    }

    [Theory]
    [InlineData(21611, "scheduled", "provider-busy")]
    [InlineData(20003, "scheduled", "provider-busy")]
    [InlineData(21610, "failed", "opted-out")]
    [InlineData(21211, "failed", "unreachable")]
    [InlineData(21614, "failed", "unreachable")]
    [InlineData(21617, "failed", "provider-refused")]
    public async Task What_twilio_refuses_is_read_by_its_code(int code, string state, string reason)
    {
        await using var twilio = await TwilioStandIn.StartAsync();
        twilio.Refuse(Phone, code);
        await using var host = await NotificationsHost.StartAsync(settings: twilio.Settings);

        var confirmation = await BookAsync(host);

        Assert.Equal((state, reason), (KebabEnum.Of(confirmation.State), confirmation.Reason));
        Assert.Equal($"twilio-{code}", (await AttemptAsync(host, confirmation)).ErrorCode);
    }

    [Fact]
    public async Task An_opt_out_that_twilio_knows_of_is_kept_with_its_proof_and_holds_for_every_purpose()
    {
        await using var twilio = await TwilioStandIn.StartAsync();
        twilio.Refuse(Phone, 21610);
        await using var host = await NotificationsHost.StartAsync(settings: twilio.Settings);
        var confirmation = await BookAsync(host);

        await host.AdvanceAsync(Visit - Duration.FromHours(24) - host.Now);

        var changes = await host.ReadAsync(db => db.PreferenceChanges.Where(p => p.PatientId == confirmation.PatientId).ToListAsync());
        Assert.Equal(Enum.GetValues<Purpose>(), changes.Select(c => c.Purpose).Order());
        Assert.All(changes, c => Assert.Equal((Channel.Sms, false, "provider"), (c.Channel, c.Allowed, c.Method)));
        Assert.All(changes, c => Assert.StartsWith("twilio-21610 ", c.Evidence, StringComparison.Ordinal));
        Assert.Equal(1, twilio.Calls);
    }

    [Fact]
    public async Task A_number_that_no_message_reaches_is_not_tried_again_until_the_contact_changes()
    {
        await using var twilio = await TwilioStandIn.StartAsync();
        twilio.Refuse(Phone, 21614);
        await using var host = await NotificationsHost.StartAsync(settings: twilio.Settings);
        var confirmation = await BookAsync(host);
        await host.AdvanceAsync(Visit - Duration.FromHours(72) - host.Now);
        Assert.Equal(1, twilio.Calls);

        await host.ReceiveAsync(host.Contact(confirmation.PatientId, version: 2, phone: "+12125550177"));
        await host.AdvanceAsync(Duration.FromHours(48));

        Assert.Contains(twilio.Taken, m => m.To == "+12125550177");
    }

    [Fact]
    public async Task Messages_leave_at_the_pace_of_the_sender()
    {
        await using var twilio = await TwilioStandIn.StartAsync();
        var settings = new Dictionary<string, string>(twilio.Settings) { ["Clinic:Sms:Twilio:SegmentsPerSecond"] = "2" };
        await using var host = await NotificationsHost.StartAsync(settings: settings);
        for (var i = 0; i < 6; i++)
        {
            var patient = Guid.NewGuid();
            await host.ReceiveAsync(host.Contact(patient));
            await host.ReceiveAsync(Events.Series(patient, host.Now, Visit));
        }

        await host.NothingDueAsync();

        var times = twilio.Taken.Select(m => m.TakenAt).Order().ToList();
        Assert.Equal(6, times.Count);
        // Six at two a second. The first goes at once, the second with the next beat, up to half a second later; the other four take
        // two seconds. The rest is how much longer the first may be on its way than the last.
        Assert.True(times[^1] - times[0] >= TimeSpan.FromSeconds(1.7), $"{times[^1] - times[0]}");
    }

    [Theory]
    [InlineData("AccountSid", "x")]
    [InlineData("From", "clinic")]
    [InlineData("WebhookBaseUrl", "clinic.example")]
    [InlineData("SegmentsPerSecond", "0")]
    [InlineData("AuthToken", "")]
    public async Task A_wrong_setting_is_refused_at_start_naming_its_key(string key, string value)
    {
        await using var twilio = await TwilioStandIn.StartAsync();
        var settings = new Dictionary<string, string>(twilio.Settings) { [$"Clinic:Sms:Twilio:{key}"] = value };

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => NotificationsHost.StartAsync(settings: settings));

        Assert.Contains($"Clinic:Sms:Twilio:{key}", refusal.Message, StringComparison.Ordinal);
    }

    private static Task SweepAsync(NotificationsHost host) =>
        ActivatorUtilities.CreateInstance<SweepRemindersJob>(host.Services).RunAsync(CancellationToken.None);

    private static async Task<Reminder> BookAsync(NotificationsHost host)
    {
        var patient = Guid.NewGuid();
        await host.ReceiveAsync(host.Contact(patient));
        await host.ReceiveAsync(Events.Series(patient, host.Now, Visit));
        await host.NothingDueAsync();
        return await ConfirmationAsync(host, patient);
    }

    private static async Task<Reminder> ConfirmationAsync(NotificationsHost host, Guid patient) =>
        (await host.RemindersAsync(patient)).Single(r => r.Kind == "booking-confirmation" && r.Channel == Channel.Sms);

    private static Task<SendAttempt> AttemptAsync(NotificationsHost host, Reminder reminder) =>
        host.ReadAsync(db => db.Attempts.AsNoTracking().SingleAsync(a => a.ReminderId == reminder.Id));
}
