using Clinic.Notifications.Channels;
using Clinic.Notifications.Domain.Sending;
using Clinic.Notifications.Features.SendReminders;
using Clinic.Notifications.Persistence;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Notifications.Features.TrackDelivery;

/// <summary>
/// Keeps what providers report about messages. A report may arrive twice, out of order, before the answer to the call, or
/// instead of it: then it settles the message that was in doubt.
/// </summary>
internal sealed class DeliveryTracker(
    Transactor<NotificationsDbContext> transactor, SettleReminders settle, RefusalNotes notes, Auditor auditor, IClock clock)
{
    private const int Tries = 3;

    /// <summary>Takes a report about an attempt. One about nothing we know is ignored.</summary>
    public async Task TakeAsync(Guid attemptId, DeliveryReport report, CancellationToken cancellationToken)
    {
        if (report is { Progress: DeliveryProgress.Undelivered, Cause: not RefusalCause.Other })
        {
            await notes.NoteAsync(attemptId, report.Cause, report.Code ?? "", cancellationToken);
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await transactor.WriteAsync((db, token) => ApplyAsync(db, attemptId, report, token), cancellationToken);
                return;
            }
            catch (DbUpdateConcurrencyException) when (attempt < Tries)
            {
                // The call's own answer, or another report, was written at the same instant; look again.
            }
        }
    }

    private async Task ApplyAsync(NotificationsDbContext db, Guid attemptId, DeliveryReport report, CancellationToken cancellationToken)
    {
        if (await db.Attempts.FindAsync([attemptId], cancellationToken) is not { } attempt)
        {
            return;
        }

        var reminder = await db.Reminders.SingleAsync(r => r.Id == attempt.ReminderId, cancellationToken);
        if (WasTaken(attempt, reminder))
        {
            settle.Settle(db, attempt, reminder, new SendResult.Accepted(report.Reference));
        }

        if (attempt.ProviderReference == report.Reference && Delivery.Advances(attempt.Delivery, report.Progress))
        {
            Advance(attempt, reminder, report);
            auditor.Record(db, "reminder.report", reminder.PatientId, reminder.Id, report.Progress.ToString());
        }
    }

    // A report proves that the provider has the message, whether the answer is still open or was taken for an absence.
    private static bool WasTaken(SendAttempt attempt, Reminder reminder) =>
        attempt.State == AttemptState.Started || (attempt.State == AttemptState.NotSent && reminder.IsPending);

    private void Advance(SendAttempt attempt, Reminder reminder, DeliveryReport report)
    {
        attempt.Delivery = report.Progress;
        attempt.ReportedAt = clock.GetCurrentInstant();
        attempt.ErrorCode = report.Code ?? attempt.ErrorCode;
        attempt.Version++;
        if (reminder.State != ReminderState.Sent)
        {
            return;
        }

        if (report.Progress is DeliveryProgress.Delivered)
        {
            reminder.DeliveredAt = clock.GetCurrentInstant();
            reminder.Version++;
        }

        if (report.Progress is DeliveryProgress.Undelivered)
        {
            reminder.Become(ReminderState.Failed, report.Cause is RefusalCause.Other ? Reasons.DeliveryFailed : SettleReminders.ReasonOf(report.Cause));
        }
    }
}
