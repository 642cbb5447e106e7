using System.Net;
using Clinic.Notifications.Domain.Reminders;
using Clinic.Notifications.Domain.Sending;
using Clinic.Notifications.Features.FallBackToEmail;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Tests.Rig;
using Clinic.Testing.Twilio;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Clinic.Notifications.Tests.Answers;

public sealed class DeliveryReportTests
{
    [Fact]
    public async Task Reports_in_any_order_and_twice_only_move_forward()
    {
        await using var rig = await TwilioHost.StartAsync();
        var patient = (await rig.BookAsync()).PatientId;
        var message = Assert.Single(rig.Twilio.Taken);

        foreach (var status in new[] { "sent", "delivered", "delivered", "sent", "queued", "undelivered" })
        {
            using var answer = await rig.Caller.ReportAsync(message, status, status == "undelivered" ? 30003 : null);
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        }

        var attempt = await AttemptAsync(rig, patient);
        Assert.Equal((DeliveryProgress.Delivered, null), (attempt.Delivery, attempt.ErrorCode));
        var confirmation = await rig.ConfirmationAsync(patient);
        Assert.Equal(ReminderState.Sent, confirmation.State);
        Assert.NotNull(confirmation.DeliveredAt);
    }

    [Theory]
    [InlineData("undelivered", 30003, "delivery-failed")]
    [InlineData("undelivered", 30006, "unreachable")]
    [InlineData("failed", 30008, "delivery-failed")]
    [InlineData("failed", 21610, "opted-out")]
    public async Task A_message_that_did_not_arrive_failed_with_its_code(string status, int code, string reason)
    {
        await using var rig = await TwilioHost.StartAsync();
        var patient = (await rig.BookAsync()).PatientId;

        using var answer = await rig.Caller.ReportAsync(rig.Twilio.Taken.Single(), status, code);

        var confirmation = await rig.ConfirmationAsync(patient);
        Assert.Equal((ReminderState.Failed, reason), (confirmation.State, confirmation.Reason));
        Assert.Equal($"twilio-{code}", (await AttemptAsync(rig, patient)).ErrorCode);
        Assert.Equal(code == 30006, (await rig.Host.ReadAsync(db => db.Recipients.SingleAsync())).PhoneRefusedAt is not null);
        Assert.Equal(code == 21610, await rig.Host.ReadAsync(db => db.PreferenceChanges.AnyAsync(p => !p.Allowed && p.Method == "provider")));
    }

    [Fact]
    public async Task A_report_settles_the_message_whose_answer_was_lost()
    {
        await using var rig = await TwilioHost.StartAsync(("Clinic:Sms:Twilio:LookupAfterSeconds", "600"));
        rig.Twilio.Next(TwilioFault.ResetAfter);
        var patient = (await rig.BookAsync()).PatientId;
        Assert.Equal(ReminderState.InDoubt, (await rig.ConfirmationAsync(patient)).State);

        using var answer = await rig.Caller.ReportAsync(rig.Twilio.Taken.Single(), "sent");

        Assert.Equal(ReminderState.Sent, (await rig.ConfirmationAsync(patient)).State);
        Assert.Equal(rig.Twilio.Taken.Single().Sid, (await AttemptAsync(rig, patient)).ProviderReference);
        Assert.Equal(1, await rig.Host.ReadAsync(db => db.Set<Clinic.Messaging.Outbox.OutboxMessage>().CountAsync(m => m.MessageType.EndsWith("ReminderSent") && m.Body.Contains("\"sms\""))));
    }

    [Fact]
    public async Task Forty_reports_at_once_leave_one_outcome()
    {
        await using var rig = await TwilioHost.StartAsync();
        var patient = (await rig.BookAsync()).PatientId;
        var message = rig.Twilio.Taken.Single();

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => rig.Caller.ReportAsync(message, i % 2 == 0 ? "delivered" : "sent")));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.NoContent, a.StatusCode));
        Assert.Equal(DeliveryProgress.Delivered, (await AttemptAsync(rig, patient)).Delivery);
        Assert.Equal(1, await rig.Host.ReadAsync(db => db.AuditEntries.CountAsync(a => a.Action == "reminder.report" && a.Reason == "Delivered")));
    }

    [Theory]
    [InlineData(30003)]
    [InlineData(null)]
    public async Task With_texts_first_the_email_steps_in_once_after_a_failure_or_silence(int? code)
    {
        await using var rig = await TwilioHost.StartAsync(("Clinic:Messages:SmsFirst", "true"));
        var patient = (await rig.BookAsync()).PatientId;
        await rig.SweepAsync();
        Assert.Equal(ReminderState.Standby, (await rig.ConfirmationAsync(patient, Channel.Email)).State);

        if (code is { } failure)
        {
            using var answer = await rig.Caller.ReportAsync(rig.Twilio.Taken.Single(), "undelivered", failure);
        }
        else
        {
            await rig.Host.AdvanceAsync(Duration.FromMinutes(16));
        }

        await rig.SweepAsync();
        await rig.SweepAsync();

        Assert.Equal(ReminderState.Sent, (await rig.ConfirmationAsync(patient, Channel.Email)).State);
        Assert.Single(rig.Host.Files(), f => f.EndsWith(".eml", StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_texts_first_no_email_follows_a_text_that_arrived_even_when_its_report_was_lost()
    {
        await using var rig = await TwilioHost.StartAsync(("Clinic:Messages:SmsFirst", "true"));
        var patient = (await rig.BookAsync()).PatientId;
        rig.Twilio.Taken.Single().Status = "delivered";

        await rig.Host.AdvanceAsync(Duration.FromMinutes(16));
        await rig.SweepAsync();

        var email = await rig.ConfirmationAsync(patient, Channel.Email);
        Assert.Equal((ReminderState.Cancelled, "reached-by-sms"), (email.State, email.Reason));
        Assert.Empty(rig.Host.Files());
    }

    [Fact]
    public async Task With_texts_first_no_email_steps_in_for_a_silent_text_before_the_provider_was_asked()
    {
        await using var rig = await TwilioHost.StartAsync(("Clinic:Messages:SmsFirst", "true"));
        var patient = (await rig.BookAsync()).PatientId;
        rig.Host.Host.Advance(Duration.FromMinutes(16));

        await FallBackAsync(rig);

        Assert.Equal(ReminderState.Standby, (await rig.ConfirmationAsync(patient, Channel.Email)).State);
        await rig.SweepAsync();
        Assert.Equal(ReminderState.Sent, (await rig.ConfirmationAsync(patient, Channel.Email)).State);
    }

    [Fact]
    public async Task With_texts_first_a_patient_who_allows_no_email_gets_none()
    {
        await using var rig = await TwilioHost.StartAsync(("Clinic:Messages:SmsFirst", "true"));
        var patient = (await rig.BookAsync()).PatientId;
        await rig.Host.WriteAsync((db, _) =>
        {
            db.PreferenceChanges.Add(new PreferenceChange
            {
                PatientId = patient,
                Number = 1,
                Channel = Channel.Email,
                Purpose = Purpose.Appointments,
                Allowed = false,
                DecidedAt = rig.Host.Now,
                RecordedBy = "test",
                Method = "phone",
            });
            return Task.CompletedTask;
        });

        using var answer = await rig.Caller.ReportAsync(rig.Twilio.Taken.Single(), "undelivered", 30003);
        await rig.SweepAsync();

        var email = await rig.ConfirmationAsync(patient, Channel.Email);
        Assert.Equal((ReminderState.Cancelled, "opted-out"), (email.State, email.Reason));
    }

    private static Task FallBackAsync(TwilioHost rig) => rig.Host.Services.GetRequiredService<EmailFallback>().RunAsync(CancellationToken.None);

    private static Task<SendAttempt> AttemptAsync(TwilioHost rig, Guid patient) => rig.Host.ReadAsync(db => db.Attempts.AsNoTracking()
        .Where(a => a.Provider == "twilio" && db.Reminders.Any(r => r.Id == a.ReminderId && r.PatientId == patient))
        .SingleAsync());
}
