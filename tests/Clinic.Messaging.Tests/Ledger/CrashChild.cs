using System.Diagnostics;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Faults;
using Clinic.Testing;
using Clinic.Testing.Brokers;
using Xunit;

namespace Clinic.Messaging.Tests.Ledger;

/// <summary>The small service in a process of its own, which a named crash point ends with SIGKILL.</summary>
public sealed class CrashChild
{
    public const int Aggregates = 2;
    public const int Each = 10;
    private const string DatabaseVariable = "CLINIC_CRASH_CHILD_DATABASE";
    private const string QueuesVariable = "CLINIC_CRASH_CHILD_QUEUES";
    private const int Killed = 128 + 9;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>What the child does; started by <see cref="RunAsync"/> only.</summary>
    [Fact(Explicit = true)]
    public async Task Publishes_until_it_is_killed()
    {
        var settings = Environment.GetEnvironmentVariable(DatabaseVariable)
            ?? throw new InvalidOperationException("This is the child process of the crash tests; it is not run by hand.");
        var parts = settings.Split('|', 2);
        var database = TestDatabase.Existing(Enum.Parse<DatabaseProvider>(parts[0]), parts[1]);
        var over = Environment.GetEnvironmentVariable(QueuesVariable) is { Length: > 0 } service ? LedgerHost.Over(TestBroker.Uri, service) : [];
        await using var ledger = await LedgerHost.StartAsync(database, null, over);
        var aggregates = Enumerable.Range(0, Aggregates).Select(_ => Guid.NewGuid()).ToArray();
        for (var number = 0; number < Each; number++)
        {
            foreach (var aggregate in aggregates)
            {
                await ledger.PublishAsync(aggregate, number);
            }
        }

        await Task.Delay(Limit);
    }

    /// <summary>Runs the child on a database until it has died at a crash point.</summary>
    /// <param name="database">The database.</param>
    /// <param name="point">The point, with its occurrence: <c>inbox.before-commit:3</c>.</param>
    /// <param name="queues">The service's name on the broker, or null for the in-memory transport.</param>
    internal static async Task RunAsync(TestDatabase database, string point, string? queues = null)
    {
        var program = Path.ChangeExtension(typeof(CrashChild).Assembly.Location, null);
        var start = new ProcessStartInfo(program, ["-explicit", "only", "-method", $"{typeof(CrashChild).FullName}.{nameof(Publishes_until_it_is_killed)}"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment[DatabaseVariable] = $"{database.Provider}|{database.ConnectionString}";
        start.Environment[QueuesVariable] = queues ?? "";
        start.Environment[CrashPoints.Variable] = point;
        using var child = Process.Start(start)!;
        var output = await child.StandardOutput.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Limit);
        await child.WaitForExitAsync(limit.Token);
        Assert.True(child.ExitCode == Killed, $"The child ended with {child.ExitCode} and not at '{point}':\n{output}");
    }
}
