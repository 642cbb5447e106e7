using Clinic.Benchmarks.Rig;
using Microsoft.Data.Sqlite;

namespace Clinic.Benchmarks.Booking;

/// <summary>
/// The floor: ADO.NET by hand. Statements are prepared once, every value is ready, nothing is looked up; the rows and the
/// durability are the service's own.
/// </summary>
internal sealed class FloorWriter : IAsyncDisposable
{
    /// <summary>
    /// Rows of a statement of claims: what took the least processor time of 1, 8, 16, 32, 64 and 114 (87 ms for 96 bookings; the others in order 90, 91, 97,
    /// 107 and 126; medians of ten turns).
    /// </summary>
    private const int ClaimsPerStatement = 8;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<(string Table, int Rows), SqliteCommand> _inserts = [];
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;
    private readonly SqliteCommand _touch;

    private FloorWriter(SqliteConnection connection)
    {
        _connection = connection;
        _begin = Prepared("BEGIN IMMEDIATE");
        _commit = Prepared("COMMIT");
        _touch = Prepared("UPDATE Shifts SET Version = Version + 1 WHERE Stamp = $0 AND State = 'Planned'", 1);
    }

    public static async Task<FloorWriter> OpenAsync(BenchHost host)
    {
        var connection = await host.OpenAsync();
        await BenchHost.ExecuteAsync(connection, "PRAGMA synchronous=FULL");
        return (string)(await BenchHost.ScalarAsync(connection, "PRAGMA journal_mode"))! == "wal"
            ? new FloorWriter(connection)
            : throw new InvalidOperationException("The service's file is expected in WAL mode.");
    }

    public void Write(FloorSeries series)
    {
        _begin.ExecuteNonQuery();
        foreach (var stamp in series.ShiftStamps)
        {
            _touch.Parameters[0].Value = stamp;
            if (_touch.ExecuteNonQuery() != 1)
            {
                throw new InvalidOperationException("A shift is gone.");
            }
        }

        foreach (var (table, _) in FloorSeries.Tables)
        {
            Insert(table, series.Rows[table]);
        }

        _commit.ExecuteNonQuery();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var command in _inserts.Values.Append(_begin).Append(_commit).Append(_touch))
        {
            await command.DisposeAsync();
        }

        await _connection.DisposeAsync();
    }

    private void Insert(string table, IReadOnlyList<object[]> rows)
    {
        for (var from = 0; from < rows.Count;)
        {
            var count = rows.Count - from >= ClaimsPerStatement && table == "SlotClaims" ? ClaimsPerStatement : 1;
            var command = InsertOf(table, count, rows[0].Length);
            var at = 0;
            foreach (var value in rows.Skip(from).Take(count).SelectMany(row => row))
            {
                command.Parameters[at++].Value = value;
            }

            command.ExecuteNonQuery();
            from += count;
        }
    }

    private SqliteCommand InsertOf(string table, int rows, int columns)
    {
        if (!_inserts.TryGetValue((table, rows), out var command))
        {
            var places = Enumerable.Range(0, rows).Select(row =>
                $"({string.Join(", ", Enumerable.Range(row * columns, columns).Select(at => $"${at}"))})");
            command = Prepared($"INSERT INTO {table} VALUES {string.Join(", ", places)}", rows * columns);
            _inserts.Add((table, rows), command);
        }

        return command;
    }

    private SqliteCommand Prepared(string sql, int parameters = 0)
    {
        var command = new SqliteCommand(sql, _connection);
        for (var at = 0; at < parameters; at++)
        {
            command.Parameters.Add(new SqliteParameter($"${at}", DBNull.Value));
        }

        command.Prepare();
        return command;
    }
}
