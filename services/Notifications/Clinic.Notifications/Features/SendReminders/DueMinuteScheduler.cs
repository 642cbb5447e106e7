using System.Globalization;
using Clinic.Notifications.Domain.Timing;
using Clinic.Notifications.Persistence;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Notifications.Features.SendReminders;

/// <summary>
/// Has Hangfire wake us in each minute in which something is due. At start it looks the minutes up, so storage that was
/// lost is filled again. Missing or doubled jobs do no harm: rows say what is sent, and the sweep runs every minute.
/// </summary>
internal sealed class DueMinuteScheduler(
    DueMinutes minutes,
    IDbContextFactory<NotificationsDbContext> contexts,
    IBackgroundJobClient jobs,
    JobStorage storage,
    IClock clock,
    ILogger<DueMinuteScheduler> log) : BackgroundService
{
    private const int Page = 1000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);
    private readonly HashSet<string> _scheduled = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Without the database or Hangfire's storage for a while, the sweep still sends; the host must not stop for it.
            catch (Exception e)
#pragma warning restore CA1031
            {
                log.LogError(e, "Minutes cannot be scheduled for now; the sweep sends meanwhile");
                await Task.Delay(Pause, TimeProvider.System, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task FollowAsync(CancellationToken stoppingToken)
    {
        KnowScheduled();
        foreach (var minute in await StoredAsync(stoppingToken))
        {
            Schedule(minute);
        }

        await foreach (var minute in minutes.Reader.ReadAllAsync(stoppingToken))
        {
            Schedule(minute);
        }
    }

    // Storage that survived a restart still has its jobs.
    private void KnowScheduled()
    {
        var monitoring = storage.GetMonitoringApi();
        for (var from = 0; ; from += Page)
        {
            var page = monitoring.ScheduledJobs(from, Page);
            foreach (var job in page.Select(p => p.Value.Job).Where(j => j?.Type == typeof(SendDueRemindersJob)))
            {
                _scheduled.Add((string)job.Args[0]);
            }

            if (page.Count < Page)
            {
                return;
            }
        }
    }

    private async Task<List<Instant>> StoredAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Reminders.Where(r => r.State == ReminderState.Scheduled).Select(r => r.DueAt).Distinct().ToListAsync(cancellationToken);
    }

    private void Schedule(Instant dueAt)
    {
        var minute = SendTime.WholeMinute(dueAt);
        var name = minute.ToString("uuuu-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);
        var wait = minute - clock.GetCurrentInstant();
        if (wait <= Duration.Zero)
        {
            // Due already. The minute may come again, for example when an event asks for another message at once.
            jobs.Enqueue<SendDueRemindersJob>(job => job.RunAsync(name, CancellationToken.None));
            return;
        }

        if (_scheduled.Add(name))
        {
            jobs.Schedule<SendDueRemindersJob>(job => job.RunAsync(name, CancellationToken.None), wait.ToTimeSpan());
        }
    }
}
