using System.Globalization;

namespace Clinic.Notifications.Tests.Faults;

/// <summary>
/// Each reminder is delivered exactly once or is parked as in doubt: by a service that is killed at every named point, against a real SMTP
/// server and a stand-in for Twilio whose calls time out, break off and fail, and whose reports come twice and out of order.
/// </summary>
public sealed class ExactlyOnceTests(ITestOutputHelper output)
{
    /// <summary>How many reminders the long run sends, for example 10000; without it that run is skipped.</summary>
    private const string LongRunVariable = "CLINIC_TEST_REMINDERS";

    private static readonly string[] Points =
    [
        "reminder.claimed:1", "reminder.noted:4", "reminder.handed-over:3", "reminder.before-send:30", "reminder.after-send:20", "reminder.before-settle:1",
        "reminder.settled:1", "transaction.before-commit:9", "transaction.after-commit:12", "recovery.found:1",
    ];

    private static readonly string[] Names =
    [
        "reminder.claimed", "reminder.noted", "reminder.handed-over", "reminder.before-send", "reminder.after-send", "reminder.before-settle", "reminder.settled",
        "transaction.before-commit", "transaction.after-commit", "recovery.doubted", "recovery.found", "outbox.before-publish",
        "outbox.after-publish",
    ];

    [Fact]
    public Task Each_of_240_reminders_is_delivered_exactly_once_or_parked_however_the_service_is_killed() =>
        RunAsync(240, Points, new Weather(seed: 7, smtpLostAnswers: 3), TimeSpan.FromSeconds(60));

    [Fact]
    public Task Each_of_many_reminders_is_delivered_exactly_once_or_parked_however_the_service_is_killed()
    {
        var text = Environment.GetEnvironmentVariable(LongRunVariable);
        Assert.SkipUnless(text is { Length: > 0 }, $"{LongRunVariable} names no number of reminders.");
        var reminders = int.Parse(text, CultureInfo.InvariantCulture);
        // Each point early in a process's life and later on; the sooner ones kill it in its first batches.
        var points = Names.SelectMany(name => new[] { $"{name}:1", $"{name}:{Later(name)}" }).ToArray();
        return RunAsync(reminders, points, new Weather(seed: 11, smtpLostAnswers: 20), TimeSpan.FromMinutes(20));
    }

    private static int Later(string name) => name switch
    {
        "reminder.claimed" or "reminder.before-settle" or "reminder.settled" => 4,
        "recovery.doubted" or "recovery.found" => 2,
        "reminder.before-send" or "reminder.after-send" => 150,
        _ => 40,
    };

    private async Task RunAsync(int reminders, string[] points, Weather weather, TimeSpan limit)
    {
        await using var run = await FaultRun.StartAsync(weather);
        await run.SeedAsync(reminders / 2);
        foreach (var point in points)
        {
            await run.RunAsync(point, limit);
        }

        await run.RunAsync(null, limit);
        var outcome = await run.OutcomeAsync();

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{reminders} reminders, {run.Crashes} crashes, {run.LostAnswers} lost answers of the mail server, {run.Reports} reports: {outcome.Delivered} delivered once, {outcome.TextsInDoubt} texts and {outcome.EmailsInDoubt} emails in doubt, {outcome.Wrong.Count} wrong"));
        Assert.Empty(outcome.Wrong);
        Assert.Equal(points.Length, run.Crashes);
        Assert.Equal(0, outcome.TextsInDoubt);
        Assert.InRange(outcome.EmailsInDoubt, 0, run.Crashes + run.LostAnswers);
        Assert.Equal(reminders, outcome.Delivered + outcome.EmailsInDoubt);
    }
}
