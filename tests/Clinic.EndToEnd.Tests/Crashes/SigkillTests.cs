using System.Text.Json.Nodes;
using Xunit;

namespace Clinic.EndToEnd.Tests.Crashes;

/// <summary>The one-process clinic is killed with SIGKILL during the story and started again: no event is lost, none is applied twice.</summary>
public class SigkillTests
{
    // What must come out the same with and without a crash. Inbox entries equal events times their consumers.
    private static readonly string[] Compared = ["sessions", "events", "inboxEntries", "parkedMessages", "invoices", "ledgerLines", "reminders", "messages"];

    private static readonly Lazy<Task<JsonObject>> Undisturbed = new(TellUndisturbedAsync);

    [Theory]
    [InlineData("transaction.before-commit:12")]
    [InlineData("transaction.before-commit:170")]
    [InlineData("transaction.after-commit:150")]
    [InlineData("transaction.after-commit:190")]
    [InlineData("outbox.before-publish:2")]
    [InlineData("outbox.after-publish:1")]
    [InlineData("outbox.after-publish:4")]
    [InlineData("inbox.before-commit:3")]
    [InlineData("inbox.after-commit:3")]
    [InlineData("inbox.after-commit:9")]
    [InlineData("reminder.before-send:1")]
    [InlineData("reminder.after-send:2")]
    public async Task Killing_the_clinic_loses_nothing_and_repeats_nothing(string crashAt)
    {
        var expected = await Undisturbed.Value;

        await using var clinic = await CrashingClinic.StartAsync(crashAt);
        var actual = await clinic.TellStoryAsync(TestContext.Current.CancellationToken);

        Assert.True(clinic.Crashes == 1, $"{crashAt} was never reached");
        Assert.True(Numbers(expected) == Numbers(actual), $"expected: {Numbers(expected)}\nactual:   {Numbers(actual)}\n{actual["tables"]}");
        ExactlyOnceCheck.Verify(clinic.DataFolder);
    }

    private static string Numbers(JsonObject summary) => string.Join(", ", Compared.Select(name => $"{name}={summary[name]}"));

    private static async Task<JsonObject> TellUndisturbedAsync()
    {
        await using var clinic = await CrashingClinic.StartAsync(null);
        return await clinic.TellStoryAsync(CancellationToken.None);
    }
}
