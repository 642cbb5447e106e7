using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Clinic.Scheduling.Tests.Checking;

internal sealed record BookedRow(
    Guid Id, Guid SeriesId, Guid PatientId, int Number, DateTime Start, DateTime End, Guid Chair, Guid Monitor, string CoverNeed);

internal sealed record ShiftRow(Guid Id, Guid Staff, DateTime Start, DateTime End, string State);

internal sealed record StaffRow(Guid Id, string Role, int PatientsAtOnce);

internal sealed record CredentialRow(Guid Staff, string Code, DateTime ValidUntil);

internal sealed record ProtocolRow(int SetUp, int Infusion, int Recovery, int Turnover, int Infusions, int MinGap, int MaxGap);

internal sealed record ClaimRow(Guid Resource, int Lane, int Slot, Guid Session);

/// <summary>
/// The database as its file says, read with plain SQL and without a line of the service's code: what the checker believes must not
/// come from what it checks. All times are UTC; one site and one protocol are expected.
/// </summary>
internal sealed class Books
{
    private readonly string _connection;

    public Books(string connectionString)
    {
        _connection = connectionString;
        Sessions = Read(
            "SELECT Id, SeriesId, PatientId, Number, StartsAt, EndsAt, ChairId, MonitorId, CoverNeed FROM Sessions WHERE State <> 'Cancelled'",
            r => new BookedRow(
                r.GetGuid(0), r.GetGuid(1), r.GetGuid(2), r.GetInt32(3), Utc(r.GetString(4)), Utc(r.GetString(5)), r.GetGuid(6), r.GetGuid(7), r.GetString(8)));
        Shifts = Read(
            "SELECT Id, StaffId, StartsAt, EndsAt, State FROM Shifts",
            r => new ShiftRow(r.GetGuid(0), r.GetGuid(1), Utc(r.GetString(2)), Utc(r.GetString(3)), r.GetString(4)));
        Staff = Read("SELECT Id, Role, PatientsAtOnce FROM Staff", r => new StaffRow(r.GetGuid(0), r.GetString(1), r.GetInt32(2)));
        Credentials = Read(
            "SELECT StaffId, Code, ValidUntil FROM StaffCredentials",
            r => new CredentialRow(r.GetGuid(0), r.GetString(1), DateTime.Parse(r.GetString(2), CultureInfo.InvariantCulture)));
        Chairs = Read("SELECT Id FROM Chairs", r => r.GetGuid(0));
        Claims = Read("SELECT ResourceId, Lane, Slot, SessionId FROM SlotClaims WHERE HoldId IS NULL", r => new ClaimRow(r.GetGuid(0), r.GetInt32(1), r.GetInt32(2), r.GetGuid(3)));
        Protocol = Read(
            "SELECT SetUpMinutes, InfusionMinutes, RecoveryMinutes, TurnoverMinutes, Infusions, MinGapDays, MaxGapDays FROM Protocols",
            r => new ProtocolRow(
                Quarters(r.GetInt32(0)), Quarters(r.GetInt32(1)), Quarters(r.GetInt32(2)), Quarters(r.GetInt32(3)), r.GetInt32(4), r.GetInt32(5), r.GetInt32(6)))
            .Single();
    }

    public IReadOnlyList<BookedRow> Sessions { get; }

    public IReadOnlyList<ShiftRow> Shifts { get; }

    public IReadOnlyList<StaffRow> Staff { get; }

    public IReadOnlyList<CredentialRow> Credentials { get; }

    public IReadOnlyList<Guid> Chairs { get; }

    public IReadOnlyList<ClaimRow> Claims { get; }

    /// <summary>The protocol, its phases in quarters of an hour.</summary>
    public ProtocolRow Protocol { get; }

    /// <summary>Rows by table, messages and audit included; what refused input must not change.</summary>
    public static IReadOnlyDictionary<string, long> RowCounts(string connectionString)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        var tables = Read(connection, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name", r => r.GetString(0));
        return tables.ToDictionary(t => t, t => Read(connection, $"SELECT COUNT(*) FROM \"{t}\"", r => r.GetInt64(0)).Single());
    }

    private List<T> Read<T>(string sql, Func<SqliteDataReader, T> row)
    {
        using var connection = new SqliteConnection(_connection);
        connection.Open();
        return Read(connection, sql, row);
    }

    private static List<T> Read<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> row)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are constants and names from the file's own catalogue.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    private static DateTime Utc(string text) =>
        DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static int Quarters(int minutes) => (int)Math.Ceiling(minutes / 15.0);
}
