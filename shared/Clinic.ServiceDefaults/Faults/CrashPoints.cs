using System.Collections.Concurrent;
using System.Diagnostics;

namespace Clinic.ServiceDefaults.Faults;

/// <summary>
/// Named instants at which a test kills the process with SIGKILL, to prove that nothing is lost and nothing repeated.
/// <c>CLINIC_CRASH_AT=name:n</c> kills at the n-th time the name is reached (n is 1 when left out). Without the variable
/// reaching a point costs one null check.
/// </summary>
public static class CrashPoints
{
    /// <summary>The environment variable that arms a point.</summary>
    public const string Variable = "CLINIC_CRASH_AT";

    private static readonly (string Name, int Occurrence)? Armed = Parse(Environment.GetEnvironmentVariable(Variable));
    private static readonly ConcurrentDictionary<string, int> Reached = new(StringComparer.Ordinal);

    /// <summary>Marks a point; ends the process here when it is the armed one.</summary>
    /// <param name="name">For example <c>transaction.after-commit</c>.</param>
    public static void Reach(string name)
    {
        if (Armed is not { } armed || !string.Equals(armed.Name, name, StringComparison.Ordinal))
        {
            return;
        }

        if (Reached.AddOrUpdate(name, 1, (_, count) => count + 1) == armed.Occurrence)
        {
            using var self = Process.GetCurrentProcess();
            self.Kill();
            Thread.Sleep(Timeout.Infinite);
        }
    }

    private static (string Name, int Occurrence)? Parse(string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return null;
        }

        var parts = value.Split(':', 2);
        return (parts[0], parts.Length == 2 ? int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) : 1);
    }
}
