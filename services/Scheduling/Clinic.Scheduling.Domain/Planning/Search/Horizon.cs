using NodaTime;

namespace Clinic.Scheduling.Domain.Planning.Search;

/// <summary>The window's days laid out on the slot grid. Slots here count from the first day's start.</summary>
internal sealed class Horizon
{
    /// <summary>Quarter hours of a local day: what a time of day is counted in.</summary>
    public const int QuartersPerDay = 24 * Slots.PerHour;

    private readonly DateTimeZone _zone;
    private readonly int[] _starts;
    private readonly int[] _quarterAtStart;

    /// <param name="first">First date.</param>
    /// <param name="days">Number of dates.</param>
    /// <param name="zone">The site's zone.</param>
    public Horizon(LocalDate first, int days, DateTimeZone zone)
    {
        (First, Days, _zone) = (first, days, zone);
        _starts = new int[days + 1];
        _quarterAtStart = new int[days];
        FirstSlot = Slots.OfDay(first, zone).Start;
        for (var day = 0; day < days; day++)
        {
            var slots = Slots.OfDay(DateOf(day), zone);
            _starts[day + 1] = slots.End - FirstSlot;
            _quarterAtStart[day] = KeepsOffset(slots) ? QuarterByZone(slots.Start) : -1;
        }
        Length = _starts[days];
    }

    public LocalDate First { get; }

    public int Days { get; }

    public int FirstSlot { get; }

    public int Length { get; }

    public LocalDate DateOf(int day) => First.PlusDays(day);

    /// <summary>Days from the first date; may lie outside the horizon.</summary>
    public int DayOf(LocalDate date) => Period.DaysBetween(First, date);

    public int StartOf(int day) => _starts[day];

    public int EndOf(int day) => _starts[day + 1];

    public int Relative(int slot) => slot - FirstSlot;

    public ZonedDateTime LocalAt(int slot) => Slots.StartOf(slot + FirstSlot).InZone(_zone);

    /// <summary>The local quarter hour, 0 to 95, in which a slot of the day starts.</summary>
    public int QuarterOf(int day, int slot) =>
        _quarterAtStart[day] < 0 ? QuarterByZone(slot + FirstSlot) : _quarterAtStart[day] + slot - _starts[day];

    public static int QuarterOf(LocalTime time) => (int)(time.TickOfDay / (NodaConstants.TicksPerMinute * Slots.Minutes));

    public SlotBits NoSlots() => new(Length);

    public SlotBits AllSlots() => new SlotBits(Length).Add(0, Length);

    public SlotBits Of(IEnumerable<SlotRange> ranges)
    {
        var bits = NoSlots();
        foreach (var range in ranges)
            bits.Add(range.Start - FirstSlot, range.End - FirstSlot);
        return bits;
    }

    private int QuarterByZone(int slot) => QuarterOf(Slots.StartOf(slot).InZone(_zone).TimeOfDay);

    private bool KeepsOffset(SlotRange day)
    {
        if (day.Length == 0)
            return false;
        var interval = _zone.GetZoneInterval(Slots.StartOf(day.Start));
        return !interval.HasEnd || interval.End >= Slots.StartOf(day.End);
    }
}
