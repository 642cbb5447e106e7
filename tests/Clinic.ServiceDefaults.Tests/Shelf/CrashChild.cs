using System.Diagnostics;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Faults;
using Clinic.Testing;
using Xunit;

namespace Clinic.ServiceDefaults.Tests.Shelf;

/// <summary>The small service in a process of its own, which a named crash point ends with SIGKILL.</summary>
public sealed class CrashChild
{
    public const string Key = "key-of-the-crash";
    private const string FolderVariable = "CLINIC_CRASH_CHILD_FOLDER";
    private const int Killed = 128 + 9;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static AddBook Book { get; } = new("crash");

    public static string ConnectionString(string folder) => $"Data Source={Path.Combine(folder, "shelf.db")}";

    /// <summary>What the child does; started by <see cref="RunAsync"/> only.</summary>
    [Fact(Explicit = true)]
    public async Task Posts_a_book_and_is_killed()
    {
        var folder = Environment.GetEnvironmentVariable(FolderVariable)
            ?? throw new InvalidOperationException("This is the child process of the crash tests; it is not run by hand.");
        await using var shelf = await ShelfHost.StartAsync(TestDatabase.Existing(DatabaseProvider.Sqlite, ConnectionString(folder)), folder);
        using var client = shelf.Host.Client();
        await ShelfHost.PostAsync(client, Book, Key);
    }

    internal static async Task RunAsync(string folder, string point)
    {
        var program = Path.ChangeExtension(typeof(CrashChild).Assembly.Location, null);
        var start = new ProcessStartInfo(program, ["-explicit", "only", "-method", $"{typeof(CrashChild).FullName}.{nameof(Posts_a_book_and_is_killed)}"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment[FolderVariable] = folder;
        start.Environment[CrashPoints.Variable] = point;
        using var child = Process.Start(start)!;
        var output = await child.StandardOutput.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Limit);
        await child.WaitForExitAsync(limit.Token);
        Assert.True(child.ExitCode == Killed, $"The child ended with {child.ExitCode} and not at '{point}':\n{output}");
    }
}
