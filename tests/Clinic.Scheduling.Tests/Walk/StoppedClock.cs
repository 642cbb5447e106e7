using NodaTime;

namespace Clinic.Scheduling.Tests.Walk;

/// <summary>A clock that stands until it is moved: the same walk meets the same instants.</summary>
internal sealed class StoppedClock(DateTime utc) : TimeProvider, IClock
{
    private long _ticks = utc.Ticks;

    public DateTime Utc => new(Interlocked.Read(ref _ticks), DateTimeKind.Utc);

    public override DateTimeOffset GetUtcNow() => Utc;

    public Instant GetCurrentInstant() => Instant.FromDateTimeUtc(Utc);

    public void MoveTo(DateTime utc)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(utc, Utc);
        Interlocked.Exchange(ref _ticks, utc.Ticks);
    }
}
