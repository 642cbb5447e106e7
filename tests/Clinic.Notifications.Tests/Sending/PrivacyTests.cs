using Clinic.Notifications.Features.SendReminders;
using Clinic.Notifications.Tests.Rig;
using Clinic.Testing;
using Hangfire;
using Hangfire.Common;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Clinic.Notifications.Tests.Sending;

public sealed class PrivacyTests
{
    private static readonly Instant Visit = Times.Local(2027, 8, 5, 14, 0);

    [Fact]
    public async Task Hangfire_holds_one_job_for_each_minute_and_no_argument_but_the_minute()
    {
        await using var host = await NotificationsHost.StartAsync();
        var patient = Guid.NewGuid();
        await host.ReceiveAsync(host.Contact(patient));
        await host.ReceiveAsync(Events.Series(patient, host.Now, Visit));
        await host.NothingDueAsync();
        var minutes = (await host.RemindersAsync(patient)).Where(r => r.IsPending).Select(r => r.DueAt).Distinct().Count();

        var monitoring = host.Services.GetRequiredService<JobStorage>().GetMonitoringApi();
        await Testing.Eventually.EqualAsync(minutes, () => Task.FromResult(monitoring.ScheduledJobs(0, 1000).Count));

        var jobs = monitoring.ScheduledJobs(0, 1000).Select(j => j.Value.Job).Concat(monitoring.SucceededJobs(0, 1000).Select(j => j.Value.Job));
        Assert.All(jobs.Where(j => j.Type == typeof(SendDueRemindersJob)), job => Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\dZ$", Minute(job)));
        Assert.All(jobs.Where(j => j.Type != typeof(SendDueRemindersJob)), job => Assert.All(job.Args, arg => Assert.IsType<CancellationToken>(arg)));
    }

    [Fact]
    public async Task Nothing_that_is_logged_names_the_patient_or_the_link()
    {
        // Our own default for "Clinic" would otherwise hide Debug and Trace from the test.
        var settings = new Dictionary<string, string> { ["Logging:LogLevel:Default"] = "Trace", ["Logging:LogLevel:Clinic"] = "Trace" };
        await using var host = await NotificationsHost.StartAsync(settings: settings);
        var patient = Guid.NewGuid();
        await host.ReceiveAsync(host.Contact(patient));
        var series = Events.Series(patient, host.Now, Visit);
        await host.ReceiveAsync(series);
        await host.ReceiveAsync(Events.ConsentRequested(series, host.ProtectLink("http://x.example/sign/SECRET-TOKEN"), host.Now));
        await host.AdvanceAsync(Duration.FromDays(2));

        await Eventually.TrueAsync(
            "the sending is logged",
            () => Task.FromResult(host.Logs.Lines.Any(line => line.Contains("reminders handed over", StringComparison.Ordinal))));
        Assert.Contains(host.Logs.Lines, line => line.Contains("Executed DbCommand", StringComparison.Ordinal));
        Assert.NotEmpty(host.Files());
        foreach (var secret in new[] { "Quill", "Ada", "2125550123", "ada@example.com", "SECRET-TOKEN" })
        {
            Assert.DoesNotContain(host.Logs.Lines, line => line.Contains(secret, StringComparison.Ordinal));
        }
    }

    private static string Minute(Job job) => (string)job.Args[0];
}
