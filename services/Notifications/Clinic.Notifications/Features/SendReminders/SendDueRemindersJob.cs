using Hangfire;

namespace Clinic.Notifications.Features.SendReminders;

/// <summary>Runs in a minute in which something is due. The minute is its only argument: the dashboard shows arguments.</summary>
internal sealed class SendDueRemindersJob(ReminderDispatcher dispatcher, ILogger<SendDueRemindersJob> log)
{
    /// <summary>Sends what is due. A failure is tried again soon, so that one lock timeout costs seconds; after that the sweep finds what is left.</summary>
    /// <param name="minute">The minute it was scheduled for, UTC.</param>
    /// <param name="cancellationToken">The server is stopping.</param>
    [AutomaticRetry(Attempts = 2, DelaysInSeconds = [1, 5], OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public async Task RunAsync(string minute, CancellationToken cancellationToken)
    {
        var sent = await dispatcher.RunAsync(cancellationToken);
        log.LogInformation("Minute {Minute}: {Count} reminders handed over", minute, sent);
    }
}
