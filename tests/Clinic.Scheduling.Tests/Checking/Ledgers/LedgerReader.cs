using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Clinic.Scheduling.Tests.Checking.Ledgers;

/// <summary>
/// Reads ledgers by SQL over a connection of its own, without a line of the service's code: what the checker believes must not come from
/// what it checks. One site is expected.
/// </summary>
internal sealed class LedgerReader : IDisposable
{
    private const string Live =
        "SELECT SeriesId FROM Sessions WHERE StartsAt >= $from OR ClosedAt >= $from UNION SELECT Id FROM Series WHERE State = 'Booked'";

    private readonly SqliteConnection _connection;
    private Dictionary<string, Regimen>? _regimens;

    public LedgerReader(string connectionString)
    {
        _connection = new SqliteConnection(connectionString);
        _connection.Open();
    }

    /// <summary>Another number whenever anybody else has committed anything.</summary>
    public long DataVersion() => Rows("PRAGMA data_version", r => r.GetInt64(0)).Single();

    /// <summary>The last message's place in the outbox.</summary>
    public long LastFact() => Rows("SELECT COALESCE(MAX(Sequence), 0) FROM OutboxMessages", r => r.GetInt64(0)).Single();

    public IReadOnlyList<Fact> FactsAfter(long sequence) => Rows(
        "SELECT MessageType, Body FROM OutboxMessages WHERE Sequence > $after ORDER BY Sequence",
        r => new Fact(r.GetString(0)[(r.GetString(0).LastIndexOf('.') + 1)..], r.GetString(1)),
        ("$after", sequence));

    public IReadOnlyList<string> Patients() => Rows("SELECT Id FROM Patients ORDER BY rowid", r => r.GetString(0));

    /// <summary>Everything from a local midnight on, in one read transaction. No stay and no turnover crosses one.</summary>
    /// <param name="now">The present.</param>
    /// <param name="midnight">From when on; the least date for the whole file.</param>
    public Ledger Read(DateTime now, DateTime midnight)
    {
        using var transaction = _connection.BeginTransaction(deferred: true);
        var from = ("$from", (object)midnight.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        return new Ledger
        {
            Now = now,
            Stays = Stays(from).ToDictionary(s => s.Id),
            Courses = Rows(
                $"SELECT Id, PatientId, ProtocolId, State, Version FROM Series WHERE Id IN ({Live}) ORDER BY rowid",
                r => new Course(r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetInt32(4)),
                from).ToDictionary(c => c.Id),
            Duties = Rows(
                "SELECT Id, StaffId, StartsAt, EndsAt, State, Version, Stamp FROM Shifts WHERE EndsAt >= $from ORDER BY rowid",
                r => new Duty(r.GetString(0), r.GetString(1), Time(r.GetString(2)), Time(r.GetString(3)), r.GetString(4), r.GetInt32(5), r.GetString(6)),
                from).ToDictionary(d => d.Id),
            People = Rows("SELECT Id, DisplayName, Role, PatientsAtOnce FROM Staff ORDER BY rowid", r => new Person(r.GetString(0), r.GetString(1), r.GetString(2), r.GetInt32(3)))
                .ToDictionary(p => p.Id),
            Licences = Rows("SELECT StaffId, Code, ValidUntil FROM StaffCredentials", r => new Licence(r.GetString(0), r.GetString(1), Time(r.GetString(2)))),
            Chairs = Rows("SELECT Id FROM Chairs ORDER BY rowid", r => r.GetString(0)),
            Outages = Rows(
                "SELECT ChairId, StartsAt, EndsAt FROM ChairClosures WHERE EndsAt >= $from",
                r => new Outage(r.GetString(0), Time(r.GetString(1)), Time(r.GetString(2))),
                from),
            Hours = Rows(
                "SELECT Weekday, Opens, Closes FROM OpeningHours ORDER BY Weekday",
                r => new Hours(r.GetInt32(0), Clock(r.GetString(1)), Clock(r.GetString(2)) is var closes && closes > TimeSpan.Zero ? closes : TimeSpan.FromDays(1))),
            ClosedDates = Rows("SELECT Date FROM SiteClosures", r => Time(r.GetString(0)).Date).ToHashSet(),
            SiteDuties = Rows("SELECT Kind, Code, AtLeast FROM StaffingRequirements", r => new SiteDuty(r.GetString(0), r.GetString(1), r.GetInt32(2))),
            Regimens = _regimens ??= Regimens().ToDictionary(p => p.Id),
            Claims = Claims(midnight, from),
            Holds = Holds(),
        };
    }

    private List<Stay> Stays((string, object) from) => Rows(
        $"""
        SELECT Id, SeriesId, PatientId, Number, StartsAt, EndsAt, ChairId, MonitorId, State, CoverNeed, Version FROM Sessions
        WHERE SeriesId IN ({Live}) ORDER BY rowid
        """,
        r => new Stay(
            r.GetString(0), r.GetString(1), r.GetString(2), r.GetInt32(3), Time(r.GetString(4)), Time(r.GetString(5)), r.GetString(6), r.GetString(7), r.GetString(8), r.GetString(9), r.GetInt32(10)),
        from);

    // All claims of the file, or by the index those of late sessions and of holds: every claim has one of the two for an owner.
    private List<Claim> Claims(DateTime midnight, (string, object) from) => Rows(
        midnight == DateTime.MinValue
            ? "SELECT ResourceId, Lane, Slot, SessionId, HoldId FROM SlotClaims"
            : """
              SELECT ResourceId, Lane, Slot, SessionId, HoldId FROM SlotClaims WHERE SessionId IN (SELECT Id FROM Sessions WHERE StartsAt >= $from)
              UNION ALL SELECT ResourceId, Lane, Slot, SessionId, HoldId FROM SlotClaims WHERE HoldId IS NOT NULL
              """,
        r => new Claim(r.GetString(0), r.GetInt32(1), r.GetInt32(2), r.IsDBNull(3) ? null : r.GetString(3), r.IsDBNull(4) ? null : r.GetString(4)),
        from);

    private List<Kept> Holds()
    {
        var stays = Rows(
            "SELECT HoldId, Number, StartsAt, EndsAt, ChairId, MonitorId FROM HeldSessions WHERE HoldId IN (SELECT Id FROM Holds WHERE State = 'Held')",
            r => (Hold: r.GetString(0), Stay: new KeptStay(r.GetInt32(1), Time(r.GetString(2)), Time(r.GetString(3)), r.GetString(4), r.GetString(5))))
            .ToLookup(x => x.Hold, x => x.Stay);
        return Rows(
            "SELECT Id, PatientId, ProtocolId, ExpiresAt FROM Holds WHERE State = 'Held' ORDER BY rowid",
            r => new Kept(r.GetString(0), r.GetString(1), r.GetString(2), Time(r.GetString(3)), [.. stays[r.GetString(0)]]));
    }

    private List<Regimen> Regimens() => Rows(
        """
        SELECT Id, SetUpMinutes, InfusionMinutes, RecoveryMinutes, TurnoverMinutes, Infusions, MinGapDays, MaxGapDays, WindowDays, MonitorCredentials
        FROM Protocols ORDER BY rowid
        """,
        r => new Regimen(
            r.GetString(0), Slots(r.GetInt32(1)), Slots(r.GetInt32(2)), Slots(r.GetInt32(3)), Slots(r.GetInt32(4)), r.GetInt32(5), r.GetInt32(6), r.GetInt32(7), r.GetInt32(8),
            r.GetString(9).Split(',', StringSplitOptions.RemoveEmptyEntries)));

    private List<T> Rows<T>(string sql, Func<SqliteDataReader, T> row, params (string Name, object Value)[] parameters)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // The statements are constants of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        Array.ForEach(parameters, p => command.Parameters.AddWithValue(p.Name, p.Value));
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    private static DateTime Time(string text) =>
        DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static TimeSpan Clock(string text) => TimeSpan.Parse(text, CultureInfo.InvariantCulture);

    private static int Slots(int minutes) => (int)Math.Ceiling(minutes / 15.0);

    public void Dispose() => _connection.Dispose();
}
