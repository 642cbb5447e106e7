namespace Clinic.Scheduling.Tests.Checking.Ledgers;

/// <summary>What the file said at one moment about one site from a local midnight on.</summary>
internal sealed class Ledger
{
    public static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    public required DateTime Now { get; init; }

    /// <summary>Every session, early ones too, of every series that has one from the midnight on, was closed since, or is open.</summary>
    public required IReadOnlyDictionary<string, Stay> Stays { get; init; }

    public required IReadOnlyDictionary<string, Course> Courses { get; init; }

    public required IReadOnlyDictionary<string, Duty> Duties { get; init; }

    public required IReadOnlyDictionary<string, Person> People { get; init; }

    public required IReadOnlyList<Licence> Licences { get; init; }

    public required IReadOnlyList<string> Chairs { get; init; }

    public required IReadOnlyList<Outage> Outages { get; init; }

    public required IReadOnlyList<Hours> Hours { get; init; }

    public required IReadOnlySet<DateTime> ClosedDates { get; init; }

    public required IReadOnlyList<SiteDuty> SiteDuties { get; init; }

    public required IReadOnlyDictionary<string, Regimen> Regimens { get; init; }

    public required IReadOnlyList<Claim> Claims { get; init; }

    /// <summary>Holds that nobody has ended, over or not.</summary>
    public required IReadOnlyList<Kept> Holds { get; init; }

    public Regimen RegimenOf(Stay stay) => Regimens[Courses[stay.Series].Protocol];

    public static DateTime Local(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(utc, NewYork);

    public static DateTime Utc(DateTime local) => TimeZoneInfo.ConvertTimeToUtc(local, NewYork);

    public static int SlotOf(DateTime at) => (int)((at - DateTime.UnixEpoch).Ticks / Quarter.Ticks);

    public static IEnumerable<DateTime> Quarters(DateTime from, DateTime until)
    {
        for (var at = from; at < until; at += Quarter)
        {
            yield return at;
        }
    }
}
