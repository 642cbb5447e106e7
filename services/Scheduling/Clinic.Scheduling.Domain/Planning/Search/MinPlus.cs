using System.Numerics;
using System.Runtime.InteropServices;

namespace Clinic.Scheduling.Domain.Planning.Search;

/// <summary>
/// Rows of costs, one entry per monitor, in the algebra of least sums. Rows are padded to whole vectors; the padding is
/// <see cref="Infinite"/> and stays so. No sum of two entries and a coupling overflows: weights and sessions are bounded.
/// </summary>
internal static class MinPlus
{
    /// <summary>No way; every entry is at most this.</summary>
    public const int Infinite = 1 << 29;

    /// <summary>The padded length of a row for so many monitors.</summary>
    public static int Stride(int monitors) => (monitors + Vector<int>.Count - 1) / Vector<int>.Count * Vector<int>.Count;

    /// <summary>Entry by entry the lesser of the target and <paramref name="other"/> + <paramref name="plus"/>.</summary>
    public static void TakeLesser(Span<int> target, ReadOnlySpan<int> other, int plus)
    {
        var targets = Vectors(target);
        var others = Vectors(other);
        var added = new Vector<int>(plus);
        for (var at = 0; at < targets.Length; at++)
            targets[at] = Vector.Min(targets[at], others[at] + added);
    }

    /// <summary>No entry stays above <paramref name="limit"/>.</summary>
    public static void Cap(Span<int> target, int limit)
    {
        var targets = Vectors(target);
        var most = new Vector<int>(limit);
        for (var at = 0; at < targets.Length; at++)
            targets[at] = Vector.Min(targets[at], most);
    }

    /// <summary>Entry by entry the sum, <see cref="Infinite"/> where either is.</summary>
    public static void Sum(Span<int> target, ReadOnlySpan<int> one, ReadOnlySpan<int> two)
    {
        var targets = Vectors(target);
        var ones = Vectors(one);
        var twos = Vectors(two);
        var most = new Vector<int>(Infinite);
        for (var at = 0; at < targets.Length; at++)
            targets[at] = Vector.Min(ones[at] + twos[at], most);
    }

    /// <summary>The least entry.</summary>
    public static int Least(ReadOnlySpan<int> row)
    {
        var least = new Vector<int>(Infinite);
        foreach (var entries in Vectors(row))
            least = Vector.Min(least, entries);
        return Least(least);
    }

    /// <summary>The least sum of two entries of the same monitor.</summary>
    public static int LeastSum(ReadOnlySpan<int> one, ReadOnlySpan<int> two)
    {
        var ones = Vectors(one);
        var twos = Vectors(two);
        var least = new Vector<int>(Infinite);
        for (var at = 0; at < ones.Length; at++)
            least = Vector.Min(least, ones[at] + twos[at]);
        return Least(least);
    }

    private static int Least(Vector<int> entries)
    {
        var least = Infinite;
        for (var lane = 0; lane < Vector<int>.Count; lane++)
            least = Math.Min(least, entries[lane]);
        return least;
    }

    private static Span<Vector<int>> Vectors(Span<int> row) => MemoryMarshal.Cast<int, Vector<int>>(row);

    private static ReadOnlySpan<Vector<int>> Vectors(ReadOnlySpan<int> row) => MemoryMarshal.Cast<int, Vector<int>>(row);
}
