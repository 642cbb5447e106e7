using Clinic.Scheduling.Domain.Planning;
using CsCheck;
using NodaTime;

namespace Clinic.Scheduling.Domain.Tests.Planning.Generated;

/// <summary>
/// Small random requests: few enough days, hours and people to try every plan, yet with every rule and term in play. Many fall on
/// nights when clocks change, some of them open across the change.
/// </summary>
internal static class RequestGen
{
    private static readonly string[] Codes = ["ACLS", "BLS"];
    private static readonly string[] Roles = ["nurse", "prescriber"];

    private static readonly (string Zone, LocalDate First)[] Places =
    [
        ("America/New_York", new(2026, 10, 30)),
        ("America/New_York", new(2027, 3, 12)),
        ("America/New_York", new(2026, 12, 7)),
        ("Europe/Berlin", new(2026, 10, 23)),
        ("Asia/Kolkata", new(2026, 12, 7)),
        ("Asia/Kathmandu", new(2026, 5, 4)),
        ("Australia/Lord_Howe", new(2027, 4, 2)),
        ("America/Santiago", new(2026, 9, 4)),
    ];

    private static Gen<SessionPhases> Phases { get; } =
        from setUp in Gen.Int[0, 2]
        from infusion in Gen.Int[1, 2]
        from recovery in Gen.Int[0, 2]
        from turnover in Gen.Int[0, 2]
        select new SessionPhases(setUp, infusion, recovery, turnover);

    private static Gen<SiteRule[]> SiteRuleOrNone { get; } = Gen.Frequency(
        (5, Gen.Const(Array.Empty<SiteRule>())),
        (1, (from count in Gen.Frequency((4, Gen.Const(1)), (1, Gen.Const(2)))
             from role in OneOf<string?>(null, "nurse", "prescriber")
             from code in OneOf<string?>(null, "ACLS", "BLS")
             select new SiteRule(count, role, code)).Array[1, 2]));

    private static Gen<(MonitorRule Monitor, SiteRule[] Site)> MonitorAndSiteRules { get; } =
        from roles in Gen.Frequency((8, Gen.Const(Roles)), (6, Gen.Const(new[] { "nurse" })), (1, Gen.Const(new[] { "prescriber" })))
        from codes in Gen.Frequency((7, Gen.Const(Array.Empty<string>())), (3, Gen.Const(new[] { "ACLS" })), (1, Gen.Const(Codes)))
        from site in SiteRuleOrNone
        select (new MonitorRule(roles, codes), site);

    private static Gen<PlanWeights> Weights { get; } =
        from defaults in Gen.Bool
        from all in Gen.Int[0, 9].Array[7]
        select defaults
            ? PlanWeights.Default
            : new()
            {
                FinishPerDay = all[0] * 7,
                TimeOfDayPerSlot = all[1],
                ChangeOfMonitor = all[2] * 2,
                UnwantedWeekday = all[3] * 5,
                UnwantedTimePerSlot = all[4],
                UnwantedMonitor = all[5] * 2,
                LoadPerPercent = all[6],
            };

    public static Gen<PlanningRequest> Small { get; } =
        from place in OneOf(Places)
        from days in Gen.Frequency((1, Gen.Int[1, 3]), (9, Gen.Int[4, 7]))
        let zone = DateTimeZoneProviders.Tzdb[place.Zone]
        let day = new Place(zone, place.First, days)
        from site in Site(day)
        from phases in Phases
        from series in Series(day)
        from chairs in Gen.Frequency((1, Gen.Int[0, 0]), (24, Gen.Int[1, 3])).SelectMany(count => Ranges(day, 0, 4).Array[count])
        from staff in Gen.Frequency((1, Gen.Int[0, 0]), (24, Gen.Int[1, 3])).SelectMany(count => Staff(day).Array[count])
        from rules in MonitorAndSiteRules
        from wishes in Wishes(day)
        from weights in Weights
        from plans in Gen.Int[1, 12]
        select new PlanningRequest
        {
            Site = site,
            Phases = phases,
            Series = series,
            Chairs = [.. chairs.Select((taken, at) => new ChairAvailability(Clinics.Id(100 + at), $"Chair {at}", taken))],
            Staff = [.. staff.Select((person, at) => person with { Id = Clinics.Id(at + 1), Label = $"RN {at + 1}" })],
            Monitor = rules.Monitor,
            SiteRules = rules.Site,
            Preferences = wishes,
            Weights = weights,
            Plans = plans,
        };

    /// <summary>Short openings, so that few starts fit; some right across the hour of a clock change, some up to midnight.</summary>
    private static Gen<SiteCalendar> Site(Place place) =>
        from hours in (from opens in Gen.Frequency((4, Gen.Const(32)), (2, Gen.Int[1, 8]), (1, Gen.Int[84, 90]))
                       from length in Gen.Int[5, 9]
                       from second in Gen.Frequency((3, Gen.Const(0)), (1, Gen.Int[1, 4]))
                       from closed in Gen.Frequency((14, Gen.Const(false)), (1, Gen.Const(true)))
                       select (opens, length, second, closed)).Array[place.Days + 3]
        select new SiteCalendar(place.Zone, hours.Index().ToDictionary(
            day => place.First.PlusDays(day.Index),
            day => day.Item.closed ? SiteDay.Closed("holiday") : Opening(place, day.Index, day.Item.opens, day.Item.length, day.Item.second)));

    private static SiteDay Opening(Place place, int day, int opens, int length, int second)
    {
        var start = place.StartOf(day) + opens;
        var first = new SlotRange(start, start + length);
        // The second opening may join the first, leave a break, or overlap it.
        return new(second == 0 ? [first] : [new(first.End + 2 - second, first.End + 4), first]);
    }

    private static Gen<SeriesTerms> Series(Place place) =>
        from sessions in Gen.Frequency((2, Gen.Const(1)), (3, Gen.Const(2)), (3, Gen.Const(3)))
        from least in Gen.Frequency((3, Gen.Const(1)), (1, Gen.Int[1, 3]))
        from extra in Gen.Int[0, 3]
        from notBefore in Gen.Frequency((7, Gen.Const(-100)), (1, Gen.Int[0, 200]))
        from previous in Neighbour(place, -3, 1)
        from next in Neighbour(place, place.Days - 1, place.Days + 2)
        select new SeriesTerms
        {
            Sessions = sessions,
            LeastGapDays = least,
            GreatestGapDays = least + extra,
            Earliest = place.First,
            Latest = place.First.PlusDays(place.Days - 1),
            NotBefore = Instant.FromUnixTimeSeconds((place.StartOf(0) + notBefore) * 900L).PlusTicks(notBefore % 3 == 0 ? 0 : 7),
            Previous = previous,
            Next = next,
        };

    private static Gen<FixedSession?> Neighbour(Place place, int first, int last) => Gen.Frequency(
        (9, OneOf<FixedSession?>([null])),
        (1, from day in Gen.Int[first, last]
            from hour in Gen.Int[-1, 23]
            from monitor in Gen.Int[0, 4]
            select Kept(place.First.PlusDays(day), hour, monitor)));

    private static FixedSession? Kept(LocalDate date, int hour, int monitor) => new(
        date, hour < 0 ? null : new LocalTime(hour, 15), monitor == 0 ? null : Clinics.Id(monitor));

    private static Gen<StaffAvailability> Staff(Place place) =>
        from role in Gen.Frequency((6, Gen.Const("nurse")), (1, Gen.Const("prescriber")))
        from credentials in (from code in OneOf(Codes)
                             from last in Gen.Int[-1, place.Days]
                             from always in Gen.Frequency((3, Gen.Const(true)), (1, Gen.Const(false)))
                             select new HeldCredential(code, always ? new(2030, 1, 1) : place.First.PlusDays(last))).Array[0, 4]
        from patients in Gen.Frequency((1, Gen.Const(0)), (12, Gen.Int[1, 3]))
        from allDay in Gen.Frequency((7, Gen.Const(true)), (2, Gen.Const(false)))
        from shifts in Ranges(place, place.Days, place.Days * 2)
        from lanes in Gen.Int[0, 3].Array[8]
        from taken in Ranges(place, 0, 8)
        select new StaffAvailability
        {
            Id = Guid.Empty,
            Label = "",
            Role = role,
            Credentials = credentials,
            PatientsAtOnce = patients,
            Shifts = allDay ? [new(place.StartOf(0) - 20, place.StartOf(place.Days) + 20)] : shifts,
            Occupied = [.. taken.Select((range, at) => new OccupiedLane(lanes[at % lanes.Length], range))],
        };

    private static Gen<PatientPreferences> Wishes(Place place) =>
        from weekdays in Gen.Frequency((2, Gen.Const(Array.Empty<int>())), (1, Gen.Int[1, 7].Array[2, 7]))
        from times in Gen.Frequency((2, Gen.Const(Array.Empty<(int, int)>())), (1, Gen.Select(Gen.Int[0, 50], Gen.Int[4, 30]).Array[1, 2]))
        from required in Gen.Select(Gen.Int[0, 4], Gen.Int[0, 4])
        from away in Gen.Frequency((5, Gen.Const(Array.Empty<int>())), (1, Gen.Int[0, place.Days].Array[1, 3]))
        from monitor in Gen.Int[-3, 4]
        select new PatientPreferences
        {
            Weekdays = [.. weekdays.Select(day => (IsoDayOfWeek)day)],
            WeekdaysRequired = required.Item1 == 0,
            Times = [.. times.Select(time => new LocalTimeRange(Quarter(time.Item1), Quarter(time.Item1 + time.Item2)))],
            TimesRequired = required.Item2 == 0,
            DatesAway = [.. away.Select(place.First.PlusDays)],
            PreferredMonitor = monitor > 0 ? Clinics.Id(monitor) : null,
        };

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);

    private static LocalTime Quarter(int quarter) => quarter >= 96 ? LocalTime.Midnight : new(quarter / 4, quarter % 4 * 15);

    /// <summary>Ranges around the hours that sites are open in.</summary>
    private static Gen<SlotRange[]> Ranges(Place place, int least, int most) =>
        (from day in Gen.Int[0, place.Days - 1]
         from start in Gen.Frequency((3, Gen.Int[26, 42]), (2, Gen.Int[-2, 16]), (1, Gen.Int[82, 96]))
         from length in Gen.Frequency((2, Gen.Int[1, 4]), (1, Gen.Int[5, 16]))
         select new SlotRange(place.StartOf(day) + start, place.StartOf(day) + start + length)).Array[least, most];

    private sealed record Place(DateTimeZone Zone, LocalDate First, int Days)
    {
        public int StartOf(int day) => (int)(First.PlusDays(day).AtStartOfDayInZone(Zone).ToInstant().ToUnixTimeSeconds() / 900);
    }
}
