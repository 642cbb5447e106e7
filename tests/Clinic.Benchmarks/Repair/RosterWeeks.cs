using Clinic.Scheduling.Domain.Planning;
using Clinic.Scheduling.Domain.Repair;
using Clinic.Scheduling.Domain.Tests.Planning;
using NodaTime;

namespace Clinic.Benchmarks.Repair;

/// <summary>
/// Two working weeks of a clinic with 40 chairs and 16 nurses, four of whom are out, with sessions that keep its rules. The same seed gives
/// the same clinic.
/// </summary>
internal sealed class RosterWeeks
{
    public const int Nurses = 16;
    public const int Out = 4;
    public const int Lost = 200;
    private const int Chairs = 40;
    private const int PatientsAtOnce = 3;

    /// <summary>Of ten sessions about three are with those who will be out: 40 a day.</summary>
    private const double ShareOfOut = 0.28;

    /// <summary>One in five of the planted ones is at six in the morning, when nobody is there any more.</summary>
    private const int EarlyOneIn = 5;

    private readonly Random _random;
    private readonly SessionPhases _phases = new(SetUp: 1, Infusion: 3, Recovery: 3, Turnover: 1);
    private readonly List<LocalDate> _dates = [.. Enumerable.Range(0, 12).Select(Clinics.Monday.PlusDays).Where(d => d.DayOfWeek < IsoDayOfWeek.Saturday)];
    private readonly HashSet<(int Nurse, int Lane, int Slot)> _lanes = [];
    private readonly List<Booked> _booked = [];
    private readonly HashSet<Booked> _lost = [];

    private RosterWeeks(int seed) => _random = new Random(seed);

    /// <summary>The first 200 sessions of those who are out, over the clinic as it would be without them.</summary>
    /// <param name="seed">Which clinic.</param>
    /// <param name="busy">How likely a free chair is taken in a quarter of an hour, 0 to 1.</param>
    public static RepairRequest CalledOut(int seed, double busy)
    {
        var weeks = new RosterWeeks(seed);
        weeks.FillAll(busy, ShareOfOut);
        return weeks.Request(b => (b.Slot, b.Nurse));
    }

    /// <summary>
    /// A full clinic of those who are there, of which 200 sessions are said to be with somebody who is out, some of them before opening: a
    /// repair that puts all of them back is known, and costs as given.
    /// </summary>
    public static (RepairRequest Request, long Planted) Planted(int seed)
    {
        var weeks = new RosterWeeks(seed);
        weeks.FillAll(busy: 0.9, shareOfOut: 0);
        var week = weeks._booked.Where(b => b.Day < 5).ToArray();
        weeks._random.Shuffle(week);
        weeks._lost.UnionWith(week.Take(Lost));
        var early = weeks._lost.Where((_, at) => at % EarlyOneIn == 0).DistinctBy(b => (b.Day, b.Chair)).ToHashSet();
        var request = weeks.Request(b => (early.Contains(b) ? b.Opens - 8 : b.Slot, Nurses - 1 - (b.Slot % Out)));
        var planted = weeks._lost.Sum(b => (long)RepairCosts.Monitor + (early.Contains(b) ? RepairCosts.Move + ((b.Slot - b.Opens + 8) * RepairCosts.PerSlot) : 0));
        return (request, planted);
    }

    private void FillAll(double busy, double shareOfOut)
    {
        for (var day = 0; day < _dates.Count; day++)
        {
            var open = Clinics.Hours(_dates[day], 8, 18);
            for (var chair = 0; chair < Chairs; chair++)
            {
                Fill(day, chair, open, busy, shareOfOut);
            }
        }
    }

    private void Fill(int day, int chair, SlotRange open, double busy, double shareOfOut)
    {
        for (var slot = open.Start + _random.Next(4); slot + _phases.Stay <= open.End; slot++)
        {
            if (_random.NextDouble() < busy && TryBook(day, chair, slot, open, shareOfOut))
            {
                slot += _phases.Chair - 1;
            }
        }
    }

    private bool TryBook(int day, int chair, int slot, SlotRange open, double shareOfOut)
    {
        var isOut = _lost.Count < Lost && _random.NextDouble() < shareOfOut;
        var (first, count) = isOut ? (Nurses - Out, Out) : (0, Nurses - Out);
        var offset = _random.Next(count);
        foreach (var nurse in Enumerable.Range(0, count).Select(n => first + ((offset + n) % count)))
        {
            var lane = Enumerable.Range(1, PatientsAtOnce).FirstOrDefault(l => IsFree(nurse, l, slot + _phases.SetUp, _phases.Shared));
            if (lane > 0 && IsFree(nurse, 0, slot, _phases.SetUp) && IsOnShift(nurse, slot - open.Start))
            {
                Book(new Booked(day, open.Start, chair, slot, nurse, lane), isOut);
                return true;
            }
        }

        return false;
    }

    private void Book(Booked booked, bool isLost)
    {
        _booked.Add(booked);
        _ = isLost && _lost.Add(booked);
        _lanes.UnionWith(Enumerable.Range(booked.Slot, _phases.SetUp).Select(at => (booked.Nurse, 0, at)));
        _lanes.UnionWith(Enumerable.Range(booked.Slot + _phases.SetUp, _phases.Shared).Select(at => (booked.Nurse, booked.Lane, at)));
    }

    // Early, long and late shifts take turns.
    private bool IsOnShift(int nurse, int quarter) => (nurse % 3) switch
    {
        0 => quarter + _phases.Stay <= 32,
        1 => true,
        _ => quarter >= 8,
    };

    private bool IsFree(int nurse, int lane, int slot, int length) => Enumerable.Range(slot, length).All(at => !_lanes.Contains((nurse, lane, at)));

    private RepairRequest Request(Func<Booked, (int Slot, int Nurse)> present)
    {
        var request = Clinics.Request(days: 14);
        var kept = _booked.Where(b => !_lost.Contains(b)).ToList();
        var clinic = request with
        {
            Site = new(Clinics.NewYork, _dates.ToDictionary(d => d, d => new SiteDay([Clinics.Hours(d, 8, 18)]))),
            Phases = _phases,
            Series = request.Series with { LeastGapDays = 2, GreatestGapDays = 4 },
            Chairs = [.. Enumerable.Range(0, Chairs).Select(at => new ChairAvailability(
                Clinics.Id(100 + at), $"Chair {at + 1}", [.. kept.Where(b => b.Chair == at).Select(b => new SlotRange(b.Slot, b.Slot + _phases.Chair))]))],
            Staff = [.. Enumerable.Range(0, Nurses - Out).Select(at => Nurse(at) with { Occupied = [.. kept.Where(b => b.Nurse == at).SelectMany(Lanes)] })],
        };
        var sessions = _lost.OrderBy(b => b.Slot).ThenBy(b => b.Chair).Select((lost, at) => Session(clinic, at, lost, present(lost))).ToList();
        Link(sessions);
        return new RepairRequest { Sessions = sessions };
    }

    private IEnumerable<OccupiedLane> Lanes(Booked b) =>
        [new(0, new(b.Slot, b.Slot + _phases.SetUp)), new(b.Lane, new(b.Slot + _phases.SetUp, b.Slot + _phases.Stay))];

    private StaffAvailability Nurse(int at) => (at % 3) switch
    {
        0 => Clinics.Nurse(at + 1, _dates, until: 16, patients: PatientsAtOnce),
        1 => Clinics.Nurse(at + 1, _dates, patients: PatientsAtOnce),
        _ => Clinics.Nurse(at + 1, _dates, from: 10, patients: PatientsAtOnce),
    };

    private AffectedSession Session(PlanningRequest clinic, int at, Booked lost, (int Slot, int Nurse) present) => new()
    {
        Id = Clinics.Id(1000 + at),
        Clinic = clinic,
        PatientId = Clinics.Id(2000 + at),
        StaysTaken = true,
        Start = present.Slot,
        ChairId = Clinics.Id(100 + lost.Chair),
        MonitorId = Clinics.Id(present.Nurse + 1),
        // What the sessions before and after it in its series leave.
        Earliest = _dates[lost.Day].PlusDays(-_random.Next(2)),
        Latest = _dates[lost.Day].PlusDays(_random.Next(3)),
    };

    /// <summary>Of every third one, the next session of its series is lost too, two to four days later.</summary>
    private static void Link(List<AffectedSession> sessions)
    {
        var taken = new HashSet<int>();
        for (var at = 0; at < sessions.Count; at += 3)
        {
            var next = Enumerable.Range(at + 1, sessions.Count - at - 1).FirstOrDefault(other => !taken.Contains(other)
                && other % 3 != 0 && sessions[other].Start - sessions[at].Start is >= 2 * 24 * Slots.PerHour and < 4 * 24 * Slots.PerHour);
            if (next > 0 && taken.Add(next))
            {
                sessions[next] = sessions[next] with { FollowsId = sessions[at].Id, PatientId = sessions[at].PatientId };
            }
        }
    }

    private sealed record Booked(int Day, int Opens, int Chair, int Slot, int Nurse, int Lane);
}
