using NodaTime;

namespace Clinic.Scheduling.Domain.Planning;

/// <summary>
/// The slot grid. A slot is 15 minutes of physical time, numbered from the Unix epoch in UTC, so a night on which the clocks
/// change simply has more or fewer slots and needs no special case.
/// </summary>
public static class Slots
{
    /// <summary>Minutes in a slot.</summary>
    public const int Minutes = 15;

    /// <summary>Slots in an hour.</summary>
    public const int PerHour = 60 / Minutes;

    private const long TicksPerSlot = NodaConstants.TicksPerMinute * Minutes;

    /// <summary>The slot that contains <paramref name="instant"/>.</summary>
    public static int At(Instant instant) => (int)FloorDivide(instant.ToUnixTimeTicks(), TicksPerSlot);

    /// <summary>The first slot that starts at or after <paramref name="instant"/>.</summary>
    public static int From(Instant instant) => (int)-FloorDivide(-instant.ToUnixTimeTicks(), TicksPerSlot);

    /// <summary>The instant at which <paramref name="slot"/> starts.</summary>
    public static Instant StartOf(int slot) => Instant.FromUnixTimeTicks(slot * TicksPerSlot);

    /// <summary>The slots of a whole local day, 92 to 100 of them where the clocks change by an hour.</summary>
    public static SlotRange OfDay(LocalDate date, DateTimeZone zone) =>
        new(From(date.AtStartOfDayInZone(zone).ToInstant()), From(date.PlusDays(1).AtStartOfDayInZone(zone).ToInstant()));

    /// <summary>
    /// The slots between two local times of a date. An <paramref name="until"/> of midnight is the end of the day. A time that the
    /// clocks skip counts as moved forward by the gap; one that occurs twice is the earlier.
    /// </summary>
    /// <param name="date">The local date.</param>
    /// <param name="from">Local time, inclusive.</param>
    /// <param name="until">Local time, exclusive.</param>
    /// <param name="zone">The site's zone.</param>
    public static SlotRange Between(LocalDate date, LocalTime from, LocalTime until, DateTimeZone zone)
    {
        var end = until == LocalTime.Midnight ? date.PlusDays(1).AtStartOfDayInZone(zone) : date.At(until).InZoneLeniently(zone);
        return new(From(date.At(from).InZoneLeniently(zone).ToInstant()), From(end.ToInstant()));
    }

    private static long FloorDivide(long value, long by) => value >= 0 ? value / by : -((-value + by - 1) / by);
}
