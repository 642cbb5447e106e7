using Clinic.Notifications.Channels;
using Clinic.Notifications.Domain.Reminders;
using Clinic.Notifications.Domain.Sending;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Settings;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Faults;
using Clinic.ServiceDefaults.Privacy;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Notifications.Features.SendReminders;

/// <summary>
/// Finds reminders whose process died between claiming and settling. What it had not begun to hand over is taken up again. The rest
/// becomes <c>in-doubt</c>, then the provider is asked: what it has is sent, what it certainly lacks is tried again, and what
/// nobody can tell waits for a person. Nothing is repeated blindly.
/// </summary>
internal sealed class RecoverAbandoned(
    Transactor<NotificationsDbContext> transactor,
    IDbContextFactory<NotificationsDbContext> contexts,
    Senders senders,
    SettleReminders settle,
    MessageSettings settings,
    InFlight inFlight,
    Protection protection,
    IClock clock)
{
    // Whoever cannot tell within a day will not be able to.
    private static readonly Duration Askable = Duration.FromDays(1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await transactor.WriteAsync(DoubtAsync, cancellationToken);
        CrashPoints.Reach("recovery.doubted");
        foreach (var open in await InDoubtAsync(cancellationToken))
        {
            var trace = await senders.For(open.Channel).FindAsync(new LostTry(open.Key, Trail(open)), cancellationToken);
            CrashPoints.Reach("recovery.found");
            if (Conclude(trace) is { } result)
            {
                await settle.RunAsync(new Dictionary<Guid, SendResult> { [open.Key.AttemptId] = result }, cancellationToken);
            }
        }
    }

    private AttemptTrail? Trail(OpenAttempt open) =>
        open.ProtectedTrail is { } kept ? protection.Unprotect<AttemptTrail>(AttemptTrail.Purpose, kept) : null;

    private static SendResult? Conclude(Trace trace) => trace switch
    {
        Trace.Found found => new SendResult.Accepted(found.Reference),
        Trace.Absent => new SendResult.NeverArrived(Reasons.NotAtProvider),
        _ => null,
    };

    private async Task DoubtAsync(NotificationsDbContext db, CancellationToken cancellationToken)
    {
        var open = await db.Attempts
            .Where(a => a.State == AttemptState.Started)
            .Join(db.Reminders.Where(r => r.State == ReminderState.Sending), a => a.ReminderId, r => r.Id, (Attempt, Reminder) => new { Attempt, Reminder })
            .OrderBy(x => x.Attempt.StartedAt)
            .Take(settings.BatchSize)
            .ToListAsync(cancellationToken);
        foreach (var abandoned in open.Where(x => IsAbandoned(x.Attempt)))
        {
            if (abandoned.Attempt.HandedOverAt is null)
            {
                settle.Settle(db, abandoned.Attempt, abandoned.Reminder, new SendResult.HeldBack("process-ended"));
            }
            else
            {
                abandoned.Reminder.Become(ReminderState.InDoubt, Reasons.OutcomeUnknown);
            }
        }
    }

    private bool IsAbandoned(SendAttempt attempt) => attempt.ClaimedBy == inFlight.Process
        ? !inFlight.Contains(attempt.Id)
        : attempt.ClaimedUntil <= RealTime.Now;

    private async Task<List<OpenAttempt>> InDoubtAsync(CancellationToken cancellationToken)
    {
        // Only those of a sender that can be asked: the others, which wait for a person, must not stand in front of them.
        var providers = Enum.GetValues<Channel>().Select(senders.For).Where(s => s.AnswersLookups).Select(s => s.Provider).ToList();
        var since = clock.GetCurrentInstant() - Askable;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Attempts.AsNoTracking()
            .Where(a => a.State == AttemptState.Started && a.StartedAt > since && providers.Contains(a.Provider))
            .Join(
                db.Reminders.Where(r => r.State == ReminderState.InDoubt),
                a => a.ReminderId,
                r => r.Id,
                (Attempt, Reminder) => new { Attempt, Reminder })
            .OrderBy(x => x.Attempt.StartedAt)
            .Take(settings.BatchSize)
            .Select(x => new OpenAttempt(
                new AttemptKey(x.Attempt.Id, x.Reminder.Kind, x.Attempt.StartedAt), x.Reminder.Channel, x.Attempt.ProtectedTrail))
            .ToListAsync(cancellationToken);
    }

    private sealed record OpenAttempt(AttemptKey Key, Channel Channel, string? ProtectedTrail);
}
