using NodaTime;

namespace Clinic.ServiceDefaults.Time;

/// <summary>
/// The process's clock. Normally the machine's; with <c>Clinic:Clock:OffsetSeconds</c> or, where
/// <c>Clinic:Clock:Adjustable</c> allows it, through the operations endpoint it runs ahead, for demonstrations and tests.
/// </summary>
/// <param name="offset">How far ahead of the machine's clock it starts.</param>
public sealed class ClinicTime(TimeSpan offset) : TimeProvider, IClock
{
    private long _offsetTicks = offset.Ticks;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + new TimeSpan(Interlocked.Read(ref _offsetTicks));

    /// <inheritdoc />
    public Instant GetCurrentInstant() => Instant.FromDateTimeOffset(GetUtcNow());

    /// <summary>Moves the clock forward.</summary>
    /// <param name="by">How far; not negative, since time that has passed was acted upon.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="by"/> is negative.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        Interlocked.Add(ref _offsetTicks, by.Ticks);
    }
}
