using Clinic.Notifications.Channels;
using Clinic.Notifications.Domain.Reminders;
using Clinic.Notifications.Domain.Sending;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Settings;
using Clinic.ServiceDefaults.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Notifications.Features.FallBackToEmail;

/// <summary>
/// Releases emails that stand by for a text message once that has failed or stayed without a report, and drops them once
/// it arrived. The email is a row that exists once, so it goes out at most once; whether the patient allows it is decided
/// when it is sent, as for every reminder.
/// </summary>
internal sealed class EmailFallback(Transactor<NotificationsDbContext> transactor, Senders senders, MessageSettings settings, IClock clock)
{
    public Task RunAsync(CancellationToken cancellationToken) => transactor.WriteAsync(RunAsync, cancellationToken);

    private async Task RunAsync(NotificationsDbContext db, CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        var reports = senders.For(Channel.Sms).ReportsDelivery;
        var silentSince = now - (reports ? settings.SilenceAfter : Duration.Zero);
        var decided = await db.Reminders
            .Where(email => email.State == ReminderState.Standby && email.DueAt <= now)
            .Join(
                db.Reminders.Where(sms => sms.Channel == Channel.Sms),
                email => new { email.SubjectId, email.SubjectVersion, email.Kind, email.Copy },
                sms => new { sms.SubjectId, sms.SubjectVersion, sms.Kind, sms.Copy },
                (Email, Sms) => new { Email, Sms })
            .Where(x => x.Email.NotAfter <= now || x.Sms.DeliveredAt != null
                || x.Sms.State == ReminderState.Failed || x.Sms.State == ReminderState.Cancelled
                || x.Sms.State == ReminderState.Lapsed || x.Sms.State == ReminderState.Waiting
                || (x.Sms.State == ReminderState.Sent && x.Sms.SentAt <= silentSince && (!reports || db.Attempts.Any(
                    a => a.ReminderId == x.Sms.Id && a.State == AttemptState.Accepted && a.AskedAt != null)))
                || (x.Sms.State == ReminderState.InDoubt && x.Sms.DueAt <= silentSince))
            .OrderBy(x => x.Email.DueAt)
            .Take(settings.BatchSize)
            .ToListAsync(cancellationToken);
        decided.ForEach(x => Decide(x.Email, x.Sms, now));
    }

    private void Decide(Reminder email, Reminder sms, Instant now)
    {
        if (now >= email.NotAfter)
        {
            email.Become(ReminderState.Lapsed, Reasons.TooLate);
            return;
        }

        var arrived = sms.DeliveredAt is not null || (sms.State == ReminderState.Sent && !senders.For(Channel.Sms).ReportsDelivery);
        if (arrived)
        {
            email.Become(ReminderState.Cancelled, Reasons.ReachedBySms);
            return;
        }

        // What was taken back with its visit is taken back by email too; only an opt-out of texts leaves the email.
        if (sms.State == ReminderState.Cancelled && sms.Reason != Reasons.OptedOut)
        {
            email.Become(ReminderState.Cancelled, sms.Reason);
            return;
        }

        email.DueAt = now;
        email.Become(ReminderState.Scheduled, sms.State == ReminderState.Sent ? Reasons.NoDeliveryReport : Reasons.SmsFailed);
    }
}
