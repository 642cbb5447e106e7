using MassTransit;

namespace Clinic.Scheduling.Tests.Walk;

/// <summary>
/// Keys that don't depend on when a walk is walked. Some choices between equals fall by key; with the machine's clock in it the same seed
/// would lead elsewhere. It only holds for a process that walks alone; others get unique keys all the same.
/// </summary>
internal sealed class CountedTicks(long first) : ITickProvider
{
    private long _ticks = first;

    public long Ticks => Interlocked.Add(ref _ticks, 10_000);
}
