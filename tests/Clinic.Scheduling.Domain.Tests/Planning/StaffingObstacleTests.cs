using Clinic.Scheduling.Domain.Planning;
using NodaTime;
using static Clinic.Scheduling.Domain.Tests.Planning.Clinics;
using static Clinic.Scheduling.Domain.Tests.Planning.ObstacleExpectations;

namespace Clinic.Scheduling.Domain.Tests.Planning;

/// <summary>Explanations about monitors and people on site name the right rule on the right day.</summary>
public sealed class StaffingObstacleTests
{
    private static readonly SiteRule TwoWithBls = new(2, null, "BLS");

    [Fact]
    public void Nobody_with_the_credential_in_the_afternoon_names_credential_day_and_hour()
    {
        var withAcls = Nurse(1, [Tuesday], until: 14);
        var without = Nurse(2, [Tuesday]) with { Credentials = [new("BLS", new(2030, 1, 1))] };
        var none = NoPlan(OnTuesday(Request().WithStaff(withAcls, without)).WithWishes(Required(14, 18)));

        var obstacle = Assert.Single(none.Obstacles, obstacle => obstacle.Kind == ObstacleKind.NoMonitorWithCredential);
        Assert.Equal(("ACLS", (LocalTime?)new LocalTime(14, 0)), (obstacle.Subject, obstacle.At));
        Assert.Equal("no monitor with ACLS on shift after 14:00 on Tue 8 Dec 2026", obstacle.Text);
    }

    [Fact]
    public void A_site_rule_says_how_many_are_needed_and_how_many_are_there()
    {
        var none = NoPlan(OnTuesday(Request()) with { SiteRules = [new(1, "nurse", null), TwoWithBls] });

        var obstacle = Expect(
            none,
            ObstacleKind.SiteRuleUnmet,
            "2 people with BLS required on site, 1 on shift for a whole stay started from 08:00 to 16:30 on Tue 8 Dec 2026");
        Assert.Equal((2, 1), (obstacle.Needed, obstacle.Found));
    }

    [Fact]
    public void A_site_rule_must_hold_in_every_slot_of_the_stay()
    {
        var (morning, afternoon) = (Nurse(2, [Tuesday], until: 13), Nurse(3, [Tuesday], from: 14));
        var request = OnTuesday(Request().WithStaff(Nurse(1, [Tuesday]), morning, afternoon)) with { SiteRules = [TwoWithBls] };

        var starts = AllPlans(request).Select(plan => plan.Sessions[0].Start.TimeOfDay).ToHashSet();

        Assert.Contains(new LocalTime(11, 30), starts);
        Assert.DoesNotContain(new LocalTime(11, 45), starts);
        Assert.DoesNotContain(new LocalTime(13, 45), starts);
        Assert.Contains(new LocalTime(14, 0), starts);
    }

    [Fact]
    public void A_shift_that_ends_during_recovery_does_not_carry_the_stay()
    {
        var fits = OnTuesday(Request().WithStaff(Nurse(1, [Tuesday], from: 9, until: 11))).WithWishes(Required(9, 10));
        Assert.Equal(new LocalTime(9, 0), BestPlan(fits).Sessions[0].Start.TimeOfDay);

        var none = NoPlan(OnTuesday(Request().WithStaff(Nurse(1, [Tuesday], from: 9, until: 10))));
        Expect(none, ObstacleKind.ShiftEndsDuringStay, "the last monitor's shift ends at 10:00, during the stay, on Tue 8 Dec 2026");
    }

    [Fact]
    public void A_credential_that_expires_mid_series_ends_the_monitor_with_its_last_day()
    {
        var expiring = Nurse(1, Week()) with { Credentials = [new("ACLS", Monday.PlusDays(3))] };
        var request = Request().WithStaff(expiring)
            .WithSeries(series => series with { Sessions = 3, LeastGapDays = 2, GreatestGapDays = 2 });

        var none = NoPlan(request);

        Assert.Equal((3, Monday.PlusDays(4)), (none.SessionNumber, none.From));
        Assert.All(none.Obstacles, obstacle => Assert.Equal((ObstacleKind.CredentialExpired, "ACLS"), (obstacle.Kind, obstacle.Subject)));
        Assert.Equal("no monitor with ACLS on Fri 11 Dec 2026: that of RN 1 expires after Thu 10 Dec 2026", none.Obstacles[0].Text);

        var relieved = BestPlan(request.WithStaff(expiring, Nurse(2, Week())));
        Assert.Equal(Id(2), relieved.Sessions[2].MonitorId);
    }

    [Fact]
    public void Nobody_on_shift_names_the_role()
    {
        var none = NoPlan(OnTuesday(Request().WithStaff(Nurse(1, [Monday]))));

        Expect(none, ObstacleKind.NoMonitorOnShift, "no monitor (nurse) on shift on Tue 8 Dec 2026");
    }

    [Fact]
    public void A_prescriber_does_not_monitor_where_the_rule_asks_for_a_nurse()
    {
        var none = NoPlan(OnTuesday(Request().WithStaff(Nurse(1, [Tuesday]) with { Role = "prescriber" })));

        Assert.Equal(ObstacleKind.NoMonitorOnShift, Assert.Single(none.Obstacles).Kind);
    }

    [Fact]
    public void Monitors_with_all_lanes_taken_are_busy()
    {
        var busy = Nurse(1, [Tuesday], patients: 1) with { Occupied = [new(1, Hours(Tuesday, 9, 17))] };

        var none = NoPlan(OnTuesday(Request().WithStaff(busy)));

        Assert.Equal(ObstacleKind.MonitorsBusy, Assert.Single(none.Obstacles).Kind);
    }

    private static IEnumerable<LocalDate> Week() => Enumerable.Range(0, 7).Select(Monday.PlusDays);
}
