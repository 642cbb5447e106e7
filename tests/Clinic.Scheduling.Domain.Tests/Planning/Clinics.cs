using Clinic.Scheduling.Domain.Planning;
using NodaTime;

namespace Clinic.Scheduling.Domain.Tests.Planning;

/// <summary>Small readable clinics that a test bends to its purpose.</summary>
internal static class Clinics
{
    public static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];

    /// <summary>Monday 7 December 2026.</summary>
    public static readonly LocalDate Monday = new(2026, 12, 7);

    public static readonly Guid Chair = Id(100);

    public static Guid Id(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);

    /// <summary>
    /// One infusion in the week of <see cref="Monday"/>; open 08:00 to 18:00 on each day; 15 minutes' set-up, 45 infusion, 30 recovery and
    /// 15 turnover; one chair; one nurse with ACLS and BLS on shift 08:00 to 18:00.
    /// </summary>
    public static PlanningRequest Request(LocalDate? first = null, int days = 7, DateTimeZone? zone = null)
    {
        var (monday, site) = (first ?? Monday, zone ?? NewYork);
        var dates = Enumerable.Range(0, days).Select(monday.PlusDays).ToList();
        return new()
        {
            Site = new(site, dates.ToDictionary(date => date, date => SiteDay.OpenBetween(date, new(8, 0), new(18, 0), site))),
            Phases = new(SetUp: 1, Infusion: 3, Recovery: 2, Turnover: 1),
            Series = new()
            {
                Sessions = 1,
                LeastGapDays = 1,
                GreatestGapDays = 4,
                Earliest = monday,
                Latest = dates[^1],
                NotBefore = monday.AtStartOfDayInZone(site).ToInstant(),
            },
            Chairs = [new(Chair, "Chair 1", [])],
            Staff = [Nurse(1, dates, site)],
            Monitor = new(["nurse"], ["ACLS"]),
        };
    }

    /// <summary>A nurse with ACLS and BLS that don't expire soon, on shift on these dates.</summary>
    public static StaffAvailability Nurse(
        int number, IEnumerable<LocalDate> dates, DateTimeZone? zone = null, int from = 8, int until = 18, int patients = 4) => new()
        {
            Id = Id(number),
            Label = $"RN {number}",
            Role = "nurse",
            Credentials = [new("ACLS", new(2030, 1, 1)), new("BLS", new(2030, 1, 1))],
            PatientsAtOnce = patients,
            Shifts = [.. dates.Select(date => Slots.Between(date, new(from, 0), new(until, 0), zone ?? NewYork))],
        };

    public static PlanningRequest WithSeries(this PlanningRequest request, Func<SeriesTerms, SeriesTerms> change) =>
        request with { Series = change(request.Series) };

    public static PlanningRequest WithWishes(this PlanningRequest request, PatientPreferences wishes) =>
        request with { Preferences = wishes };

    public static PlanningRequest WithStaff(this PlanningRequest request, params StaffAvailability[] staff) =>
        request with { Staff = staff };

    /// <summary>The slots between two whole hours of a date in New York.</summary>
    public static SlotRange Hours(LocalDate date, int from, int until) => Slots.Between(date, new(from, 0), new(until, 0), NewYork);

    /// <summary>All plans, at most a hundred.</summary>
    public static IReadOnlyList<SeriesPlan> AllPlans(PlanningRequest request) =>
        Assert.IsType<PlansFound>(SeriesPlanner.Plan(request with { Plans = 100 })).Plans;

    public static SeriesPlan BestPlan(PlanningRequest request) => Assert.IsType<PlansFound>(SeriesPlanner.Plan(request)).Plans[0];

    public static NoPlanPossible NoPlan(PlanningRequest request) => Assert.IsType<NoPlanPossible>(SeriesPlanner.Plan(request));
}
