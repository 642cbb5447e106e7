using MassTransit;

namespace Clinic.Messaging.Outbox;

/// <summary>
/// Numbers messages in the order in which this process added them: ticks of the clock, never the same twice and never back.
/// Between processes it is as good as their clocks, which is enough: writes to one aggregate conflict unless they are apart.
/// </summary>
internal static class OutboxSequence
{
    private static long _last;

    public static long Next()
    {
        var ticks = NewId.Next().Timestamp.Ticks;
        while (true)
        {
            var last = Volatile.Read(ref _last);
            var next = Math.Max(last + 1, ticks);
            if (Interlocked.CompareExchange(ref _last, next, last) == last)
            {
                return next;
            }
        }
    }

    /// <summary>Continues behind what still waits from an earlier process, whose clock may have been ahead of ours.</summary>
    public static void ContinueAfter(long sequence)
    {
        var last = Volatile.Read(ref _last);
        while (last < sequence && Interlocked.CompareExchange(ref _last, sequence, last) != last)
        {
            last = Volatile.Read(ref _last);
        }
    }
}
