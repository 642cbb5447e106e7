using Clinic.Notifications.Domain.Sending;
using Clinic.Notifications.Features.FallBackToEmail;
using Clinic.Notifications.Features.TrackDelivery;
using Clinic.Notifications.Persistence;
using Clinic.ServiceDefaults.Database;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Notifications.Features.SendReminders;

/// <summary>Every minute: settles what a dead process left, lets emails step in for lost texts, sends what was missed, and lets go of what has waited too long.</summary>
internal sealed class SweepRemindersJob(
    RecoverAbandoned recover,
    AskAboutSilent ask,
    EmailFallback fallBack,
    ReminderDispatcher dispatcher,
    Transactor<NotificationsDbContext> transactor,
    IClock clock)
{
    private const int Batch = 500;

    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await recover.RunAsync(cancellationToken);
        await ask.RunAsync(cancellationToken);
        await fallBack.RunAsync(cancellationToken);
        await dispatcher.RunAsync(cancellationToken);
        await transactor.WriteAsync(LapseAsync, cancellationToken);
    }

    private async Task LapseAsync(NotificationsDbContext db, CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        var tooLate = await db.Reminders
            .Where(r => r.State == ReminderState.Waiting && r.DueAt <= now && r.NotAfter <= now)
            .OrderBy(r => r.DueAt).ThenBy(r => r.Id)
            .Take(Batch)
            .ToListAsync(cancellationToken);
        tooLate.ForEach(reminder => reminder.Become(ReminderState.Lapsed, Reasons.NoAddress));
    }
}
