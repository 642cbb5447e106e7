using Clinic.Scheduling.Domain.Planning;
using CsCheck;
using NodaTime;
using static Clinic.Scheduling.Domain.Tests.Planning.Generated.ResourceGen;

namespace Clinic.Scheduling.Domain.Tests.Planning.Generated;

/// <summary>
/// Small random requests: few enough days, hours and people to try every plan, yet with every rule and term in play. Many fall on
/// nights when clocks change, some of them open across the change.
/// </summary>
internal static class RequestGen
{
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

    private static LocalTime Quarter(int quarter) => quarter >= 96 ? LocalTime.Midnight : new(quarter / 4, quarter % 4 * 15);
}
