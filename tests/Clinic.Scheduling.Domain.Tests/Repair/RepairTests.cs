using Clinic.Scheduling.Domain.Planning;
using Clinic.Scheduling.Domain.Repair;
using Clinic.Scheduling.Domain.Tests.Planning;
using NodaTime;

namespace Clinic.Scheduling.Domain.Tests.Repair;

public sealed class RepairTests(ITestOutputHelper output)
{
    private static readonly Guid Lost = Clinics.Id(9);

    [Fact]
    public void A_repair_costs_as_little_as_exhaustive_search_finds()
    {
        var kinds = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var seed = 0; seed < 400; seed++)
        {
            var request = RepairCases.Generate(seed);
            var plan = SeriesRepairer.Repair(request);

            Assert.Empty(ExhaustiveRepair.Violations(request, plan));
            var least = new ExhaustiveRepair(request).LeastCost();
            Assert.True(plan.Cost == least, $"seed {seed}: {plan.Cost} (bound {plan.Bound}) instead of {least}");
            Assert.True(plan.IsProvenBest, $"seed {seed}");
            plan.Placed.Select(p => p.Kind.ToString()).Concat(plan.Unplaced.Select(_ => "Unplaced")).ToList()
                .ForEach(k => kinds[k] = kinds.GetValueOrDefault(k) + 1);
        }

        output.WriteLine(string.Join(", ", kinds.Select(k => $"{k.Key} {k.Value}")));
        Assert.Equal(4, kinds.Count);
    }

    [Fact]
    public void A_greedy_repair_alone_is_valid_too()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var request = RepairCases.Generate(seed) with { TimeLimit = TimeSpan.Zero };

            Assert.Empty(ExhaustiveRepair.Violations(request, SeriesRepairer.Repair(request)));
        }
    }

    [Fact]
    public void Another_monitor_at_the_same_time_comes_before_any_move()
    {
        var clinic = Clinics.Request() with { Staff = [Clinics.Nurse(1, [Clinics.Monday], from: 12), Clinics.Nurse(2, [Clinics.Monday])] };

        var placed = Assert.Single(Repair(clinic, Affected(clinic, 1, 9)).Placed);

        Assert.Equal((RepairKind.Reassign, Clinics.Id(2)), (placed.Kind, placed.MonitorId));
    }

    [Fact]
    public void One_patient_moves_rather_than_two()
    {
        // Nurse 1 can take one of the two that begin at nine; only a choice of the right one lets the later one stay.
        var clinic = Clinics.Request() with { Chairs = [new(Clinics.Chair, "1", []), new(Clinics.Id(101), "2", []), new(Clinics.Id(102), "3", [])] };
        AffectedSession[] sessions = [Affected(clinic, 1, 9), Affected(clinic, 2, 9) with { ChairId = Clinics.Id(101) }, Affected(clinic, 3, 10) with { ChairId = Clinics.Id(102) }];

        var plan = Repair(clinic, sessions);

        Assert.Equal(2, plan.Placed.Count(p => p.Kind == RepairKind.Reassign));
        Assert.Single(plan.Placed, p => p.Kind == RepairKind.Move);
    }

    [Fact]
    public void A_session_for_which_no_place_is_left_is_listed_with_the_reason()
    {
        var clinic = Clinics.Request() with { Staff = [] };

        var unplaced = Assert.Single(Repair(clinic, Affected(clinic, 1, 9)).Unplaced);

        Assert.Contains(unplaced.Reasons, r => r.Contains("no monitor (nurse) on shift", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_sessions_of_one_series_keep_their_gap_when_both_move()
    {
        var clinic = Clinics.Request() with { Staff = [Clinics.Nurse(1, [Clinics.Monday.PlusDays(2), Clinics.Monday.PlusDays(3)])] };
        clinic = clinic.WithSeries(s => s with { LeastGapDays = 1, GreatestGapDays = 1 });
        var first = Affected(clinic, 1, 9);
        var second = Affected(clinic, 2, 9) with { Start = first.Start + (24 * Slots.PerHour), FollowsId = first.Id };

        var dates = Repair(clinic, first, second).Placed.Select(p => Slots.StartOf(p.Start).InZone(Clinics.NewYork).Date);

        Assert.Equal([Clinics.Monday.PlusDays(2), Clinics.Monday.PlusDays(3)], dates);
    }

    [Fact]
    public void A_patient_with_two_series_is_not_moved_to_one_date_twice()
    {
        var clinic = Clinics.Request() with { Staff = [Clinics.Nurse(1, [Clinics.Monday.PlusDays(2)])] };
        var patient = Clinics.Id(300);
        var first = Affected(clinic, 1, 9) with { PatientId = patient };
        var second = Affected(clinic, 2, 9) with { PatientId = patient, Start = first.Start + (24 * Slots.PerHour) };

        Assert.Single(Repair(clinic, first, second).Placed);
        Assert.Equal(2, Repair(clinic, first, second with { PatientId = Clinics.Id(301) }).Placed.Count);
    }

    [Fact]
    public void A_monitor_who_watches_another_patient_for_a_part_of_the_stay_takes_no_more_than_there_is_room_for()
    {
        // Two at once, a quarter of an hour apart, but in the last two quarters that both share one lane is taken already. Neither can move.
        var clinic = Clinics.Request() with { Chairs = [new(Clinics.Chair, "1", []), new(Clinics.Id(101), "2", [])] };
        var first = Affected(clinic, 1, 9) with { Latest = Clinics.Monday, Away = new HashSet<LocalDate> { Clinics.Monday } };
        clinic = clinic with
        {
            Staff = [Clinics.Nurse(1, [Clinics.Monday], patients: 2) with { Occupied = [new(1, new(first.Start + 4, first.Start + 6))] }],
        };
        first = first with { Clinic = clinic };
        AffectedSession[] sessions = [first, first with { Id = Clinics.Id(202), Start = first.Start + 1, ChairId = Clinics.Id(101) }];

        var plan = Repair(clinic, sessions);

        Assert.Empty(ExhaustiveRepair.Violations(new RepairRequest { Sessions = sessions }, plan));
        Assert.Single(plan.Unplaced);
        Assert.True(plan.IsProvenBest, $"{plan.Cost} instead of {plan.Bound}");
    }

    [Fact]
    public void Where_a_session_without_a_place_stays_taken_no_other_is_placed()
    {
        // There is one chair. Nobody may monitor the first protocol; a nurse is there for the second while the first has the chair.
        var clinic = Clinics.Request() with { Staff = [] };
        var stuck = Affected(clinic, 1, 9) with { StaysTaken = true };
        var other = Affected(clinic with { Staff = [Clinics.Nurse(1, [Clinics.Monday], from: 9, until: 11)] }, 2, 12) with { StaysTaken = true };

        Assert.Equal(2, Repair(clinic, stuck, other).Unplaced.Count);
        Assert.Single(Repair(clinic, stuck with { StaysTaken = false }, other).Placed);
    }

    private static RepairPlan Repair(PlanningRequest clinic, params AffectedSession[] sessions) =>
        SeriesRepairer.Repair(new RepairRequest { Sessions = sessions, TimeLimit = TimeSpan.FromSeconds(20), MostMoves = clinic.Plans * 100 });

    private static AffectedSession Affected(PlanningRequest clinic, int number, int hour) => new()
    {
        Id = Clinics.Id(200 + number),
        Clinic = clinic,
        Start = Slots.From(Clinics.Monday.At(new LocalTime(hour, 0)).InZoneStrictly(Clinics.NewYork).ToInstant()),
        ChairId = Clinics.Chair,
        MonitorId = Lost,
        Earliest = Clinics.Monday,
        Latest = Clinics.Monday.PlusDays(6),
    };
}
