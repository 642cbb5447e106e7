using Clinic.Notifications.Features.SendReminders;
using Clinic.Notifications.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Clinic.Benchmarks.Reminders;

/// <summary>What Hangfire runs beside the service's own job. Static counters: a job is made anew for each run.</summary>
internal sealed class BenchJobs(IServiceProvider services)
{
    private static int _done;

    /// <summary>How many ran since <see cref="Forget"/>.</summary>
    public static int Done => Volatile.Read(ref _done);

    public static void Forget() => Volatile.Write(ref _done, 0);

    /// <summary>The service's own work: everything that is due.</summary>
    public async Task SendDueAsync()
    {
        await services.GetRequiredService<ReminderDispatcher>().RunAsync(CancellationToken.None);
        Interlocked.Increment(ref _done);
    }

    /// <summary>Nothing.</summary>
    public static Task NothingAsync()
    {
        Interlocked.Increment(ref _done);
        return Task.CompletedTask;
    }

    /// <summary>One reminder, by the same steps as the service's own job: claimed in a transaction, handed over, settled in another.</summary>
    public async Task SendOneAsync()
    {
        var one = services.GetRequiredService<MessageSettings>() with { BatchSize = 1 };
        var claim = ActivatorUtilities.CreateInstance<ClaimDueReminders>(services, one);
        var batch = await claim.RunAsync(CancellationToken.None);
        await services.GetRequiredService<HandOverTogether>().RunAsync([.. batch.ToSend], CancellationToken.None);
        Interlocked.Increment(ref _done);
    }
}
