using Clinic.Contracts.Notifications;
using Clinic.Messaging.Outbox;
using Clinic.Notifications.Channels;
using Clinic.Notifications.Domain.Reminders;
using Clinic.Notifications.Features.SendReminders;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Tests.Rig;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Clinic.Notifications.Tests.Sending;

public sealed class SendingTests
{
    private static readonly Instant Visit = Times.Local(2027, 8, 5, 14, 0);

    [Fact]
    public async Task With_the_clock_moved_forward_what_is_due_is_sent_by_both_channels_and_published()
    {
        await using var host = await NotificationsHost.StartAsync();
        var patient = await BookAsync(host);

        await host.AdvanceAsync(Visit - Duration.FromHours(24) - host.Now);

        var sent = (await host.RemindersAsync(patient)).Where(r => r.Kind == "session-reminder-24h").ToList();
        Assert.Equal([Channel.Sms, Channel.Email], sent.Select(r => r.Channel).Order());
        Assert.All(sent, r => Assert.Equal(ReminderState.Sent, r.State));
        var text = await File.ReadAllTextAsync(host.Files().Single(f => f.EndsWith(".txt", StringComparison.Ordinal) && f.Contains("24h", StringComparison.Ordinal)));
        Assert.Contains("To: +12125550123", text, StringComparison.Ordinal);
        Assert.Contains("Harbor Clinic: visit Thu, Aug 5, 2:00 PM.", text, StringComparison.Ordinal);
        var name = typeof(ReminderSent).FullName;
        var published = await host.ReadAsync(db => db.Set<OutboxMessage>().CountAsync(m => m.MessageType == name));
        Assert.Equal((await host.RemindersAsync(patient)).Count(r => r.State == ReminderState.Sent), published);
    }

    [Fact]
    public async Task A_patient_who_opted_out_of_a_channel_gets_nothing_by_it()
    {
        await using var host = await NotificationsHost.StartAsync();
        var patient = await BookAsync(host);
        await host.WriteAsync((db, _) =>
        {
            db.PreferenceChanges.Add(new PreferenceChange
            {
                PatientId = patient,
                Number = 1,
                Channel = Channel.Sms,
                Purpose = Purpose.Appointments,
                Allowed = false,
                DecidedAt = host.Now,
                RecordedBy = "test",
                Method = "phone",
            });
            return Task.CompletedTask;
        });

        await host.AdvanceAsync(Visit - Duration.FromHours(24) - host.Now);

        var due = (await host.RemindersAsync(patient)).Where(r => r.Kind == "session-reminder-24h").ToList();
        Assert.Equal((ReminderState.Cancelled, "opted-out"), due.Where(r => r.Channel == Channel.Sms).Select(r => (r.State, r.Reason)).Single());
        Assert.Equal(ReminderState.Sent, due.Single(r => r.Channel == Channel.Email).State);
    }

    [Fact]
    public async Task A_reminder_whose_visit_moved_behind_its_back_is_not_sent()
    {
        await using var host = await NotificationsHost.StartAsync();
        var patient = await BookAsync(host);
        await host.WriteAsync(async (db, token) =>
        {
            var session = await db.Sessions.SingleAsync(s => s.PatientId == patient, token);
            session.SessionVersion = 9;
            session.Version++;
        });

        await host.AdvanceAsync(Visit - Duration.FromHours(24) - host.Now);

        var due = (await host.RemindersAsync(patient)).Where(r => r.Kind == "session-reminder-24h");
        Assert.All(due, r => Assert.Equal((ReminderState.Cancelled, "subject-changed"), (r.State, r.Reason)));
    }

    [Fact]
    public async Task After_a_night_without_power_nothing_is_sent_in_quiet_hours()
    {
        await using var host = await NotificationsHost.StartAsync();
        var patient = await BookAsync(host);

        // The 72 hours' reminder was due at 14:00; the process sees it only at 21:00.
        await host.AdvanceAsync(Times.Local(2027, 8, 2, 21, 0) - host.Now);

        var due = (await host.RemindersAsync(patient)).Where(r => r.Kind == "session-reminder-72h").ToList();
        Assert.All(due, r => Assert.Equal((ReminderState.Scheduled, Times.Local(2027, 8, 3, 9, 0)), (r.State, r.DueAt)));
    }

    [Fact]
    public async Task A_restart_that_lost_hangfires_storage_sends_everything_due_exactly_once()
    {
        using var folder = new Testing.TempFolder();
        Guid patient;
        await using (var host = await NotificationsHost.StartAsync(folder.Path))
        {
            patient = await BookAsync(host);
            await host.AdvanceAsync(Visit - Duration.FromHours(72) - host.Now);
        }

        await using var restarted = await NotificationsHost.StartAsync(folder.Path, at: Visit - Duration.FromHours(23));
        await restarted.NothingDueAsync();

        var reminders = await restarted.RemindersAsync(patient);
        Assert.Equal(6, reminders.Count(r => r.State == ReminderState.Sent));
        Assert.Equal(6, restarted.Files().Length);
        Assert.Equal(6, restarted.Files().Select(f => string.Join('-', Path.GetFileName(f).Split('-')[1..^1]) + Path.GetExtension(f)).Distinct().Count());
    }

    [Fact]
    public async Task A_busy_provider_is_tried_again_and_a_refusal_is_final()
    {
        var sms = new ScriptedSms();
        await using var host = await NotificationsHost.StartAsync(replace: s => s.AddSingleton<ISmsSender>(sms));
        sms.Next(() => new SendResult.NotNow("429"));
        var patient = await BookAsync(host);
        await host.AdvanceAsync(Duration.FromMinutes(5));
        Assert.Equal("booking-confirmation", Assert.Single(sms.Taken).Attempt.Kind);

        sms.Next(() => new SendResult.Refused("30003"));
        await host.AdvanceAsync(Visit - Duration.FromHours(24) - host.Now);

        var refused = (await host.RemindersAsync(patient)).Single(r => r.Kind == "session-reminder-24h" && r.Channel == Channel.Sms);
        Assert.Equal((ReminderState.Failed, "provider-refused"), (refused.State, refused.Reason));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lost_answer_is_parked_and_settled_by_what_the_provider_has(bool providerHasIt)
    {
        var sms = new ScriptedSms();
        await using var host = await NotificationsHost.StartAsync(replace: s => s.AddSingleton<ISmsSender>(sms));
        sms.Next(() => throw new TimeoutException("the address +12125550123 did not answer"));
        var patient = await BookAsync(host);
        Assert.Equal(ReminderState.InDoubt, (await ConfirmationAsync(host, patient)).State);
        await SweepAsync(host);
        Assert.Equal(ReminderState.InDoubt, (await ConfirmationAsync(host, patient)).State);
        Assert.Empty(sms.Taken);

        sms.Lookup = _ => providerHasIt ? new Trace.Found("SM1") : new Trace.Absent();
        await SweepAsync(host);
        await host.AdvanceAsync(Duration.FromMinutes(5));

        Assert.Equal(ReminderState.Sent, (await ConfirmationAsync(host, patient)).State);
        Assert.Equal(providerHasIt ? 0 : 1, sms.Taken.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_dead_process_left_is_settled_against_the_folder_and_sent_exactly_once(bool fileWritten)
    {
        await using var host = await NotificationsHost.StartAsync();
        var patient = await BookAsync(host);
        await LeaveByDeadProcessAsync(host, patient, fileWritten);

        await SweepAsync(host);
        await host.AdvanceAsync(Duration.FromMinutes(5));

        Assert.Equal(ReminderState.Sent, (await ConfirmationAsync(host, patient)).State);
        Assert.Single(host.Files(), f => f.Contains("booking-confirmation", StringComparison.Ordinal) && f.EndsWith(".txt", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_living_process_holds_is_left_alone()
    {
        await using var host = await NotificationsHost.StartAsync();
        var patient = await BookAsync(host);
        await LeaveByDeadProcessAsync(host, patient, fileWritten: false, claimedFor: Duration.FromHours(1));

        await SweepAsync(host);

        Assert.Equal(ReminderState.Sending, (await ConfirmationAsync(host, patient)).State);
    }

    private static Task SweepAsync(NotificationsHost host) =>
        ActivatorUtilities.CreateInstance<SweepRemindersJob>(host.Services).RunAsync(CancellationToken.None);

    private static async Task<Reminder> ConfirmationAsync(NotificationsHost host, Guid patient) =>
        (await host.RemindersAsync(patient)).Single(r => r.Kind == "booking-confirmation" && r.Channel == Channel.Sms);

    private static async Task<Guid> BookAsync(NotificationsHost host)
    {
        var patient = Guid.NewGuid();
        await host.ReceiveAsync(host.Contact(patient));
        await host.ReceiveAsync(Events.Series(patient, host.Now, Visit));
        await host.NothingDueAsync();
        return patient;
    }

    /// <summary>Puts the confirmation back to where a process killed around the call to the provider leaves it.</summary>
    private static async Task LeaveByDeadProcessAsync(NotificationsHost host, Guid patient, bool fileWritten, Duration? claimedFor = null)
    {
        var confirmation = await ConfirmationAsync(host, patient);
        await host.WriteAsync(async (db, token) =>
        {
            var reminder = await db.Reminders.SingleAsync(r => r.Id == confirmation.Id, token);
            reminder.SentAt = null;
            reminder.Become(ReminderState.Sending, null);
            var sent = await db.Attempts.SingleAsync(a => a.ReminderId == reminder.Id, token);
            db.Attempts.Remove(sent);
            db.Attempts.Add(new SendAttempt
            {
                Id = sent.Id,
                ReminderId = reminder.Id,
                Provider = sent.Provider,
                ClaimedBy = Guid.NewGuid(),
                ClaimedUntil = RealTime.Now + (claimedFor ?? -Duration.FromSeconds(1)),
                HandedOverAt = RealTime.Now,
                StartedAt = sent.StartedAt,
                State = AttemptState.Started,
                MaskedDestination = sent.MaskedDestination,
                Version = 1,
            });
        });
        if (!fileWritten)
        {
            File.Delete(host.Files().Single(f => f.Contains("booking-confirmation", StringComparison.Ordinal) && f.EndsWith(".txt", StringComparison.Ordinal)));
        }
    }
}
