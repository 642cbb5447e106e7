using System.Diagnostics;

namespace Clinic.Testing;

/// <summary>Waits for what happens in the background, by looking again and again.</summary>
public static class Eventually
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until something is true.</summary>
    /// <param name="what">What is waited for, for the failure's message.</param>
    /// <param name="condition">Looks.</param>
    /// <param name="within">How long to wait, 30 seconds when left out.</param>
    /// <exception cref="TimeoutException">It did not become true.</exception>
    public static async Task TrueAsync(string what, Func<Task<bool>> condition, TimeSpan? within = null)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var limit = within ?? Longest;
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > limit)
            {
                throw new TimeoutException($"Not within {limit.TotalSeconds:0.#} s: {what}");
            }

            await Task.Delay(Step);
        }
    }

    /// <summary>Waits until a value is as expected, and says what it was last when it does not become so.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="expected">The value waited for.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="within">How long to wait, 30 seconds when left out.</param>
    /// <exception cref="TimeoutException">It did not become so.</exception>
    public static async Task EqualAsync<T>(T expected, Func<Task<T>> read, TimeSpan? within = null)
    {
        ArgumentNullException.ThrowIfNull(read);
        var last = default(T);
        try
        {
            await TrueAsync("", async () => EqualityComparer<T>.Default.Equals(last = await read(), expected), within);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Expected {expected}, but it was {last} to the end.");
        }
    }
}
