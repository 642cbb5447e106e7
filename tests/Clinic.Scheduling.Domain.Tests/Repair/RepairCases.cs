using Clinic.Scheduling.Domain.Planning;
using Clinic.Scheduling.Domain.Repair;
using Clinic.Scheduling.Domain.Tests.Planning;
using NodaTime;

namespace Clinic.Scheduling.Domain.Tests.Repair;

/// <summary>Small random clinics with a few sessions that lost something; the same seed gives the same case.</summary>
internal static class RepairCases
{
    private const int Days = 2;

    public static RepairRequest Generate(int seed)
    {
#pragma warning disable CA5394 // Not a secret: a case must come again from its seed.
        var random = new Random(seed);
        var dates = Enumerable.Range(0, Days).Select(Clinics.Monday.PlusDays).ToList();
        var open = dates.Select(d => Clinics.Hours(d, 8, 10 + random.Next(2))).ToList();
        var clinic = Clinics.Request(days: Days) with
        {
            Site = new(Clinics.NewYork, dates.Zip(open).ToDictionary(x => x.First, x => new SiteDay([x.Second]))),
            Phases = new(SetUp: 1, Infusion: 1, Recovery: 1, Turnover: 1),
            Chairs = [.. Enumerable.Range(0, 1 + random.Next(2)).Select(n => new ChairAvailability(Clinics.Id(100 + n), $"Chair {n}", Some(random, open, 1)))],
            Staff = [.. Enumerable.Range(1, 1 + random.Next(2)).Select(n => Nurse(random, n, dates, open))],
        };
        clinic = clinic.WithSeries(s => s with { GreatestGapDays = 1 + random.Next(2) });
        return new RepairRequest { Sessions = Sessions(random, clinic, open), MostMoves = 1000, TimeLimit = TimeSpan.FromSeconds(20), Workers = 1 };
    }

    private static List<AffectedSession> Sessions(Random random, PlanningRequest clinic, List<SlotRange> open)
    {
        var sessions = Enumerable.Range(0, 2 + random.Next(2)).Select(n => new AffectedSession
        {
            Id = Clinics.Id(200 + n),
            Clinic = clinic,
            Start = open[random.Next(Days)].Start + random.Next(6),
            ChairId = Clinics.Id(100 + random.Next(3)),
            MonitorId = Clinics.Id(1 + random.Next(3)),
            Earliest = Clinics.Monday.PlusDays(random.Next(2)),
            Latest = Clinics.Monday.PlusDays(1),
            Away = random.Next(4) == 0 ? new HashSet<LocalDate> { Clinics.Monday } : [],
        }).ToList();
        if (random.Next(2) == 0)
        {
            sessions[1] = sessions[1] with { FollowsId = sessions[0].Id };
        }

        if (random.Next(2) == 0)
        {
            sessions = [.. sessions.Select(s => s with { PatientId = Clinics.Id(300 + random.Next(2)) })];
        }

        // Booked sessions keep what they have until they get something else; the other half of the cases shows the model without that.
        return ExhaustiveRepair.CanStay(sessions) ? [.. sessions.Select(s => s with { StaysTaken = true })]
            : [.. sessions.Select(s => s with { PatientId = null })];
    }

    private static StaffAvailability Nurse(Random random, int number, List<LocalDate> dates, List<SlotRange> open) =>
        Clinics.Nurse(number, dates, from: 8 + random.Next(2), until: 10 + random.Next(2), patients: 1 + random.Next(2)) with
        {
            Occupied = [.. Some(random, open, 2).Select((taken, n) => new OccupiedLane(n, taken))],
        };

    private static IReadOnlyList<SlotRange> Some(Random random, List<SlotRange> open, int most) =>
        [.. Enumerable.Range(0, random.Next(most + 1)).Select(_ => open[random.Next(Days)].Start + random.Next(8))
            .Select(start => new SlotRange(start, start + 1 + random.Next(3)))];
#pragma warning restore CA5394
}
