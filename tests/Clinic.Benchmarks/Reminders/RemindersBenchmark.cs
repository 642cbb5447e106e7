using System.Diagnostics;
using System.Linq.Expressions;
using Clinic.Benchmarks.Measuring;
using Hangfire;
using Hangfire.Common;
using Hangfire.States;

namespace Clinic.Benchmarks.Reminders;

/// <summary>Sending what is due in one minute, against the jobs that Hangfire could run in the same time.</summary>
internal static class RemindersBenchmark
{
    private const int Due = 100_000;
    private const int EmptyJobs = 100_000;

    // Each takes a reminder's two transactions; 100,000 of them would take minutes, and their rate does not depend on how many there are.
    private const int SingleJobs = 5_000;
    private const int Workers = 4;
    private const string Queue = "bench";

    public static async Task<IReadOnlyCollection<Claim>> RunAsync(int rounds)
    {
        await using var host = await ReminderHost.StartAsync(Due);
        var (vsEmpty, vsEach) = (new List<double>(), new List<double>());
        for (var round = 0; round <= rounds; round++)
        {
            var sending = await RateAsync(host, Due, 1, Due, j => j.SendDueAsync());
            var empty = await RateAsync(host, 0, EmptyJobs, EmptyJobs, _ => BenchJobs.NothingAsync());
            var each = await RateAsync(host, SingleJobs, SingleJobs, SingleJobs, j => j.SendOneAsync());
            Report.Line($"  round {round}: {sending:F0} reminders a second, {empty:F0} empty jobs, {each:F0} with a job each");
            // The first round warms all three and does not count.
            if (round > 0)
            {
                vsEmpty.Add(sending / empty);
                vsEach.Add(sending / each);
            }
        }

        return [Claim.AtLeast("reminders.vs-empty-jobs", 0.9, vsEmpty), Claim.AtLeast("reminders.vs-job-each", 5, vsEach)];
    }

    /// <summary>Things done in a second: jobs are in the storage beforehand, the clock runs from the server's start to the last job's end.</summary>
    private static async Task<double> RateAsync(ReminderHost host, int due, int jobs, int things, Expression<Func<BenchJobs, Task>> call)
    {
        await host.ResetAsync(Math.Max(1, due));
        BenchJobs.Forget();
        var client = host.Get<IBackgroundJobClient>();
        for (var job = 0; job < jobs; job++)
        {
            client.Create(Job.FromExpression(call), new EnqueuedState(Queue));
        }

        GC.Collect();
        var options = new BackgroundJobServerOptions
        {
            WorkerCount = Workers,
            Queues = [Queue],
            Activator = new BenchActivator(host),
        };
        var watch = Stopwatch.StartNew();
        using var server = new BackgroundJobServer(options, host.Get<JobStorage>());
        while (BenchJobs.Done < jobs)
        {
            await Task.Delay(5);
        }

        var seconds = watch.Elapsed.TotalSeconds;
        return due == 0 || await host.SentAsync() == due
            ? things / seconds
            : throw new InvalidOperationException("Not everything that was due was sent.");
    }

    private sealed class BenchActivator(ReminderHost host) : JobActivator
    {
        public override object ActivateJob(Type jobType) => new BenchJobs(host.Get<IServiceProvider>());
    }
}
