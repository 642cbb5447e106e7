using Clinic.Scheduling.Domain.Planning;
using CsCheck;
using NodaTime;

namespace Clinic.Scheduling.Domain.Tests.Planning.Generated;

/// <summary>Random opening hours, staff and rules of a small site.</summary>
internal static class ResourceGen
{
    private static readonly string[] Codes = ["ACLS", "BLS"];
    private static readonly string[] Roles = ["nurse", "prescriber"];

    private static Gen<SiteRule[]> SiteRuleOrNone { get; } = Gen.Frequency(
        (5, Gen.Const(Array.Empty<SiteRule>())),
        (1, (from count in Gen.Frequency((4, Gen.Const(1)), (1, Gen.Const(2)))
             from role in OneOf<string?>(null, "nurse", "prescriber")
             from code in OneOf<string?>(null, "ACLS", "BLS")
             select new SiteRule(count, role, code)).Array[1, 2]));

    public static Gen<(MonitorRule Monitor, SiteRule[] Site)> MonitorAndSiteRules { get; } =
        from roles in Gen.Frequency((8, Gen.Const(Roles)), (6, Gen.Const(new[] { "nurse" })), (1, Gen.Const(new[] { "prescriber" })))
        from codes in Gen.Frequency((7, Gen.Const(Array.Empty<string>())), (3, Gen.Const(new[] { "ACLS" })), (1, Gen.Const(Codes)))
        from site in SiteRuleOrNone
        select (new MonitorRule(roles, codes), site);

    /// <summary>Short openings, so that few starts fit; some right across the hour of a clock change, some up to midnight.</summary>
    public static Gen<SiteCalendar> Site(Place place) =>
        from hours in (from opens in Gen.Frequency((4, Gen.Const(32)), (2, Gen.Int[1, 8]), (1, Gen.Int[84, 90]))
                       from length in Gen.Int[5, 9]
                       from second in Gen.Frequency((3, Gen.Const(0)), (1, Gen.Int[1, 4]))
                       from closed in Gen.Frequency((14, Gen.Const(false)), (1, Gen.Const(true)))
                       select (opens, length, second, closed)).Array[place.Days + 3]
        select new SiteCalendar(place.Zone, hours.Index().ToDictionary(
            day => place.First.PlusDays(day.Index),
            day => day.Item.closed
                ? SiteDay.Closed("holiday")
                : Opening(place, day.Index, day.Item.opens, day.Item.length, day.Item.second)));

    private static SiteDay Opening(Place place, int day, int opens, int length, int second)
    {
        var start = place.StartOf(day) + opens;
        var first = new SlotRange(start, start + length);
        // The second opening may join the first, leave a break, or overlap it.
        return new(second == 0 ? [first] : [new(first.End + 2 - second, first.End + 4), first]);
    }

    public static Gen<StaffAvailability> Staff(Place place) =>
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

    /// <summary>Ranges around the hours that sites are open in.</summary>
    public static Gen<SlotRange[]> Ranges(Place place, int least, int most) =>
        (from day in Gen.Int[0, place.Days - 1]
         from start in Gen.Frequency((3, Gen.Int[26, 42]), (2, Gen.Int[-2, 16]), (1, Gen.Int[82, 96]))
         from length in Gen.Frequency((2, Gen.Int[1, 4]), (1, Gen.Int[5, 16]))
         select new SlotRange(place.StartOf(day) + start, place.StartOf(day) + start + length)).Array[least, most];

    public static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);

    /// <summary>Where and when.</summary>
    internal sealed record Place(DateTimeZone Zone, LocalDate First, int Days)
    {
        public int StartOf(int day) => (int)(First.PlusDays(day).AtStartOfDayInZone(Zone).ToInstant().ToUnixTimeSeconds() / 900);
    }
}
