using Clinic.Contracts.Notifications;
using Clinic.Messaging.Outbox;
using Clinic.Notifications.Channels;
using Clinic.Notifications.Domain.Reminders;
using Clinic.Notifications.Domain.Sending;
using Clinic.Notifications.Domain.Timing;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Settings;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Notifications.Features.SendReminders;

/// <summary>Writes down what providers said, and publishes what was sent in the same transaction.</summary>
internal sealed class SettleReminders(
    Transactor<NotificationsDbContext> transactor, RefusalNotes notes, MessageSettings settings, Auditor auditor, IClock clock)
{
    private const int Tries = 3;
    private static readonly Duration FirstPause = Duration.FromMinutes(1);
    private static readonly Duration LongestPause = Duration.FromMinutes(30);

    /// <summary>Settles attempts that are still open; one that somebody else settled in the meantime stays as it is.</summary>
    /// <param name="results">What the provider said, by attempt.</param>
    /// <param name="cancellationToken">Abandons it; the attempts stay open and are looked up later.</param>
    public Task RunAsync(IReadOnlyDictionary<Guid, SendResult> results, CancellationToken cancellationToken) =>
        results.Count == 0 ? Task.CompletedTask : RunAsync(results, null, cancellationToken);

    /// <summary>Settles as above, and in the same transaction notes that another attempt is handed over next.</summary>
    /// <param name="results">What the provider said, by attempt.</param>
    /// <param name="next">The attempt that is to be handed over next, or null.</param>
    /// <param name="cancellationToken">Abandons it.</param>
    /// <returns>Whether the next attempt is still ours to hand over.</returns>
    public async Task<bool> RunAsync(IReadOnlyDictionary<Guid, SendResult> results, Guid? next, CancellationToken cancellationToken)
    {
        await notes.NoteAsync(results, cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await transactor.WriteAsync(
                    async (db, token) =>
                    {
                        await SettleAsync(db, results, token);
                        return next is { } id && await NoteHandOverAsync(db, id, token);
                    },
                    cancellationToken);
            }
            catch (DbUpdateConcurrencyException) when (attempt < Tries)
            {
                // The provider's report on one of them was faster than its answer; look again.
            }
        }
    }

    /// <summary>Settles one open attempt inside the caller's transaction.</summary>
    public void Settle(NotificationsDbContext db, SendAttempt attempt, Reminder reminder, SendResult result)
    {
        switch (result)
        {
            case SendResult.Accepted accepted:
                Close(attempt, AttemptState.Accepted, accepted.Reference, null);
                Sent(db, attempt, reminder);
                break;
            case SendResult.Refused refused:
                Close(attempt, AttemptState.Refused, null, refused.Code);
                reminder.Become(ReminderState.Failed, ReasonOf(refused.Cause));
                break;
            case SendResult.NotNow notNow:
                Close(attempt, AttemptState.NotSent, null, notNow.Code);
                TryAgain(reminder, Reasons.ProviderBusy, PauseAfter(reminder.Attempts));
                break;
            case SendResult.NeverArrived never:
                Close(attempt, AttemptState.NotSent, null, never.Code);
                TryAgain(reminder, Reasons.NotAtProvider, Duration.Zero);
                break;
            case SendResult.HeldBack held:
                Close(attempt, AttemptState.NotSent, null, held.Code);
                reminder.Attempts--;
                reminder.Become(ReminderState.Scheduled, Reasons.ProviderBusy);
                break;
            case SendResult.Unknown unknown:
                attempt.ErrorCode = unknown.Code;
                attempt.Version++;
                reminder.Become(ReminderState.InDoubt, Reasons.OutcomeUnknown);
                break;
        }
    }

    internal static string ReasonOf(RefusalCause cause) => cause switch
    {
        RefusalCause.OptedOut => Reasons.OptedOut,
        RefusalCause.NumberInvalid => Reasons.Unreachable,
        _ => Reasons.ProviderRefused,
    };

    private async Task SettleAsync(NotificationsDbContext db, IReadOnlyDictionary<Guid, SendResult> results, CancellationToken cancellationToken)
    {
        var ids = results.Keys.ToList();
        var open = await db.Attempts.Where(a => ids.Contains(a.Id) && a.State == AttemptState.Started).ToListAsync(cancellationToken);
        var reminderIds = open.Select(a => a.ReminderId).ToList();
        var reminders = await db.Reminders.Where(r => reminderIds.Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancellationToken);
        foreach (var attempt in open)
        {
            Settle(db, attempt, reminders[attempt.ReminderId], results[attempt.Id]);
        }
    }

    private async Task<bool> NoteHandOverAsync(NotificationsDbContext db, Guid attemptId, CancellationToken cancellationToken)
    {
        var attempt = await db.Attempts.SingleAsync(a => a.Id == attemptId, cancellationToken);
        if (attempt.State != AttemptState.Started || attempt.HandedOverAt is not null)
        {
            return false;
        }

        var now = RealTime.Now;
        (attempt.HandedOverAt, attempt.ClaimedUntil) = (now, now + settings.ClaimTime);
        attempt.Version++;
        return true;
    }

    private void Sent(NotificationsDbContext db, SendAttempt attempt, Reminder reminder)
    {
        reminder.SentAt = attempt.StartedAt;
        reminder.Become(ReminderState.Sent, null);
        var channel = reminder.Channel is Channel.Sms ? "sms" : "email";
        var sent = new ReminderSent(
            reminder.Id, reminder.PatientId, reminder.SubjectId, reminder.Kind, channel, attempt.StartedAt.ToDateTimeOffset());
        db.Publish(sent, reminder.Id, clock.GetCurrentInstant());
        auditor.Record(db, "reminder.send", reminder.PatientId, reminder.Id);
    }

    private void Close(SendAttempt attempt, AttemptState state, string? reference, string? error)
    {
        attempt.State = state;
        attempt.SettledAt = clock.GetCurrentInstant();
        attempt.ProviderReference = reference;
        attempt.ErrorCode = error;
        attempt.ProtectedTrail = null;
        attempt.Version++;
    }

    private void TryAgain(Reminder reminder, string reason, Duration pause)
    {
        if (reminder.Attempts >= settings.MaxAttempts)
        {
            reminder.Become(ReminderState.Failed, reason);
            return;
        }

        reminder.DueAt = clock.GetCurrentInstant() + pause;
        reminder.Become(ReminderState.Scheduled, reason);
    }

    // Whole minutes, since jobs run by the minute.
    private Duration PauseAfter(int attempts)
    {
        var now = clock.GetCurrentInstant();
        var pause = Duration.Min(FirstPause * Math.Pow(2, attempts - 1), LongestPause);
        return SendTime.WholeMinute(now + pause) + FirstPause - now;
    }
}
