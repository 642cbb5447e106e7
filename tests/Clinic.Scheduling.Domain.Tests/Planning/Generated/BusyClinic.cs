using Clinic.Scheduling.Domain.Planning;
using NodaTime;

namespace Clinic.Scheduling.Domain.Tests.Planning.Generated;

/// <summary>A clinic of any size with bookings that keep its rules, filled at random but always the same way for a seed.</summary>
internal sealed class BusyClinic
{
    private static readonly LocalTime Opens = new(8, 0);
    private static readonly LocalTime Closes = new(18, 0);
    private readonly Random _random;
    private readonly List<SlotRange>[] _chairs;
    private readonly List<OccupiedLane>[] _nurses;
    private readonly HashSet<(int Nurse, int Lane, int Slot)> _lanes = [];
    private readonly SessionPhases _phases = new(SetUp: 1, Infusion: 3, Recovery: 4, Turnover: 1);
    private readonly List<LocalDate> _dates;
    private int _taken;

    private BusyClinic(int seed, int weeks, int chairs, int nurses, double full)
    {
        _random = new(seed);
        _dates = [.. Enumerable.Range(0, weeks * 7).Select(Clinics.Monday.PlusDays)];
        _chairs = [.. Enumerable.Range(0, chairs).Select(_ => new List<SlotRange>())];
        _nurses = [.. Enumerable.Range(0, nurses).Select(_ => new List<OccupiedLane>())];
        foreach (var date in _dates.Where(IsOpen))
            Fill(Slots.Between(date, Opens, Closes, Clinics.NewYork), full);
    }

    /// <summary>A request for six infusions, and the share of chair slots in opening hours that is taken.</summary>
    public static (PlanningRequest Request, double Full) Of(int seed, int weeks, int chairs, int nurses, double full)
    {
        var clinic = new BusyClinic(seed, weeks, chairs, nurses, full);
        var open = clinic._dates.Count(IsOpen) * 40 * chairs;
        return (clinic.Request(), (double)clinic._taken / open);
    }

    private static bool IsOpen(LocalDate date) => date.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday);

    /// <summary>Four sessions fill nine tenths of a chair's day, three leave room for one more, if the breaks fall well.</summary>
    private void Fill(SlotRange open, double full)
    {
        for (var chair = 0; chair < _chairs.Length; chair++)
        {
            var sessions = _random.NextDouble() < (full - 0.675) / 0.225 ? 4 : 3;
            var idle = open.Length - (sessions * _phases.Chair);
            for (var (slot, left) = (open.Start, sessions); left > 0; left--)
            {
                var pause = _random.Next(3) == 0 ? _random.Next(idle + 1) : 0;
                (slot, idle) = (slot + pause, idle - pause);
                // Not every chair can start at once: hands-on work has one nurse each.
                for (; !TryBook(chair, slot) && idle > 0; idle--)
                    slot++;
                slot += _phases.Chair;
            }
        }
    }

    private bool TryBook(int chair, int slot)
    {
        var first = _random.Next(_nurses.Length);
        for (var offset = 0; offset < _nurses.Length; offset++)
        {
            var nurse = (first + offset) % _nurses.Length;
            var lane = Enumerable.Range(1, 4).FirstOrDefault(lane => IsFree(nurse, lane, slot + _phases.SetUp, _phases.Shared));
            if (lane == 0 || !IsFree(nurse, 0, slot, _phases.SetUp))
                continue;
            Take(nurse, 0, slot, _phases.SetUp);
            Take(nurse, lane, slot + _phases.SetUp, _phases.Shared);
            _chairs[chair].Add(new(slot, slot + _phases.Chair));
            _taken += _phases.Chair;
            return true;
        }
        return false;
    }

    private bool IsFree(int nurse, int lane, int slot, int length) =>
        Enumerable.Range(slot, length).All(at => !_lanes.Contains((nurse, lane, at)));

    private void Take(int nurse, int lane, int slot, int length)
    {
        _lanes.UnionWith(Enumerable.Range(slot, length).Select(at => (nurse, lane, at)));
        _nurses[nurse].Add(new(lane, new(slot, slot + length)));
    }

    private PlanningRequest Request()
    {
        var request = Clinics.Request(days: _dates.Count);
        return request with
        {
            Site = new(Clinics.NewYork, _dates.ToDictionary(
                date => date,
                date => IsOpen(date) ? SiteDay.OpenBetween(date, Opens, Closes, Clinics.NewYork) : SiteDay.Closed("weekend"))),
            Phases = _phases,
            Series = request.Series with { Sessions = 6, LeastGapDays = 2, GreatestGapDays = 4 },
            Chairs = [.. _chairs.Select((taken, at) => new ChairAvailability(Clinics.Id(100 + at), $"Chair {at + 1}", taken))],
            Staff = [.. _nurses.Select((taken, at) => NurseOf(at) with { Occupied = taken })],
            SiteRules = [new(2, null, "BLS")],
            Preferences = new()
            {
                Times = [new(new(9, 0), new(11, 0))],
                Weekdays = [IsoDayOfWeek.Monday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Friday],
            },
        };
    }

    /// <summary>Early and late shifts take turns.</summary>
    private StaffAvailability NurseOf(int number) => number % 3 == 0
        ? Clinics.Nurse(number + 1, _dates, until: 16)
        : Clinics.Nurse(number + 1, _dates, from: number % 3 == 1 ? 8 : 10);
}
