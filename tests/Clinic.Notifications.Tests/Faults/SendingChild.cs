using System.Diagnostics;
using System.Text.Json;
using Clinic.Notifications.Features.SendReminders;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Tests.Rig;
using Clinic.ServiceDefaults.Faults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Clinic.Notifications.Tests.Faults;

/// <summary>The service in a process of its own, with Hangfire, which a named crash point ends with SIGKILL.</summary>
public sealed class SendingChild
{
    private const string OrderVariable = "CLINIC_SENDING_CHILD";
    private const int Killed = 128 + 9;
    private static readonly Duration Minute = Duration.FromMinutes(1);

    /// <summary>What the child does; started by <see cref="RunAsync"/> only: sends until nothing is left to do.</summary>
    [Fact(Explicit = true)]
    public async Task Sends_until_it_is_killed_or_all_is_settled()
    {
        var order = JsonSerializer.Deserialize<Order>(Environment.GetEnvironmentVariable(OrderVariable)
            ?? throw new InvalidOperationException("This is the child process of the fault tests; it is not run by hand."))!;
        await using var host = await NotificationsHost.StartAsync(order.Folder, Instant.FromUnixTimeSeconds(order.At), order.Settings);
        while (await LeftAsync(host) is { Any: true } left)
        {
            if (left.DueNow == 0 && left.Underway == 0)
            {
                // What a provider put off comes again a minute later.
                host.Host.Advance(Minute);
            }

            await ActivatorUtilities.CreateInstance<SweepRemindersJob>(host.Services).RunAsync(CancellationToken.None);
            await Task.Delay(100);
        }
    }

    /// <summary>Runs the child until it is killed at a point, or with no point until all is settled.</summary>
    /// <returns>Whether it was killed.</returns>
    internal static async Task<bool> RunAsync(Order order, string? point, TimeSpan limit)
    {
        var program = Path.ChangeExtension(typeof(SendingChild).Assembly.Location, null);
        var start = new ProcessStartInfo(
            program, ["-explicit", "only", "-method", $"{typeof(SendingChild).FullName}.{nameof(Sends_until_it_is_killed_or_all_is_settled)}"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment[OrderVariable] = JsonSerializer.Serialize(order);
        start.Environment[CrashPoints.Variable] = point ?? "";
        using var child = Process.Start(start)!;
        var output = child.StandardOutput.ReadToEndAsync();
        using var patience = new CancellationTokenSource(limit);
        try
        {
            await child.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            child.Kill();
        }

        var (inTime, said) = (!patience.IsCancellationRequested, await output);
        Assert.True(inTime && child.ExitCode is 0 or Killed, $"The child of '{point}' ended with {child.ExitCode} (in time: {inTime}):\n{said}");
        return child.ExitCode == Killed;
    }

    private static Task<Left> LeftAsync(NotificationsHost host) => host.ReadAsync(async db =>
    {
        var now = host.Now;
        // A text in doubt is looked up at its provider; an email in doubt waits for a person.
        var underway = await db.Reminders.CountAsync(r => r.State == ReminderState.Sending
            || (r.State == ReminderState.InDoubt && r.Channel == Domain.Reminders.Channel.Sms));
        return new Left(
            await db.Reminders.CountAsync(r => r.State == ReminderState.Scheduled && r.DueAt <= now),
            underway,
            await db.Reminders.CountAsync(r => r.State == ReminderState.Scheduled));
    });

    /// <summary>What the child needs.</summary>
    /// <param name="Folder">The data folder.</param>
    /// <param name="At">What its clock shows at first: Unix seconds.</param>
    /// <param name="Settings">Its settings.</param>
    internal sealed record Order(string Folder, long At, Dictionary<string, string> Settings);

    private sealed record Left(int DueNow, int Underway, int Scheduled)
    {
        public bool Any => Scheduled > 0 || Underway > 0;
    }
}
