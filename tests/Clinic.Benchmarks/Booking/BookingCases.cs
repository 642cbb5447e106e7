using Clinic.Benchmarks.Rig;
using Clinic.Scheduling.Features.BookSeries;
using Clinic.Scheduling.Features.ReadSeries;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Database;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Benchmarks.Booking;

/// <summary>Bookings that can be done again and again: as requests, as places that were found for them, and as the rows that they write.</summary>
internal sealed class BookingCases
{
    private const string Indication = "F32.2";
    private readonly BenchHost _host;
    private readonly IDbContextFactory<SchedulingDbContext> _contexts;
    private readonly Transactor<SchedulingDbContext> _transactor;
    private readonly PlaceFinder _finder;
    private readonly SeriesBooker _booker;

    private BookingCases(BenchHost host)
    {
        _host = host;
        _contexts = host.Get<IDbContextFactory<SchedulingDbContext>>();
        _transactor = host.Get<Transactor<SchedulingDbContext>>();
        _finder = host.Get<PlaceFinder>();
        _booker = host.Get<SeriesBooker>();
        Requests = [.. host.Clinic.Patients.Select((patient, at) => new BookSeriesRequest(
            patient,
            host.Clinic.SiteId,
            host.Clinic.ProtocolId,
            Indication,
            host.Clinic.FirstDate.PlusDays(at % 8 * 7).ToDateOnly(),
            null,
            null,
            null))];
    }

    public IReadOnlyList<BookSeriesRequest> Requests { get; }

    public IReadOnlyList<PlacedSeries> Places { get; private set; } = [];

    public IReadOnlyList<FloorSeries> Floors { get; private set; } = [];

    /// <summary>Books all once, keeping the places and the rows.</summary>
    public static async Task<BookingCases> PrepareAsync(BenchHost host)
    {
        var cases = new BookingCases(host);
        var (places, floors) = (new List<PlacedSeries>(), new List<FloorSeries>());
        await using var connection = await host.OpenAsync();
        foreach (var request in cases.Requests)
        {
            var place = await cases.LookAsync(request);
            var series = await cases.WriteAsync(place);
            places.Add(place);
            floors.Add(await ReadAsync(connection, series.Id, place));
        }

        (cases.Places, cases.Floors) = (places, floors);
        return cases;
    }

    /// <summary>The use case as the endpoint runs it for a single caller: look, then book in a transaction.</summary>
    public async Task BookAsync(BookSeriesRequest request) => await WriteAsync(await LookAsync(request));

    /// <summary>The use case as the endpoint runs it in a crowd: everything in the transaction.</summary>
    public async Task BookInCrowdAsync(BookSeriesRequest request)
    {
        var booked = await _transactor.TryWriteAsync<SeriesView>(
            async (db, token) =>
            {
                var place = await _finder.FindAsync(db, request, token);
                return place.Succeeded ? await _booker.BookAsync(db, place.Value, request.Indication, token) : place.Refusal;
            },
            CancellationToken.None);
        _ = booked.Value;
    }

    public async Task<PlacedSeries> LookAsync(BookSeriesRequest request)
    {
        await using var db = await _contexts.CreateDbContextAsync();
        return (await _finder.FindAsync(db, request, CancellationToken.None)).Value;
    }

    /// <summary>Books where a place was found; throws when it is taken.</summary>
    public async Task<SeriesView> WriteAsync(PlacedSeries place)
    {
        var booked = await _transactor.TryWriteAsync((db, token) => _booker.BookAsync(db, place, Indication, token), CancellationToken.None);
        return booked.Value;
    }

    private static async Task<FloorSeries> ReadAsync(SqliteConnection connection, Guid series, PlacedSeries place)
    {
        var rows = new Dictionary<string, IReadOnlyList<object[]>>();
        foreach (var (table, condition) in FloorSeries.Tables)
        {
            rows[table] = await RowsAsync(connection, $"SELECT * FROM {table} WHERE {condition}", series);
        }

        return new FloorSeries([.. place.Placement.ShiftStamps.Select(stamp => stamp.ToString().ToUpperInvariant())], rows);
    }

    private static async Task<IReadOnlyList<object[]>> RowsAsync(SqliteConnection connection, string sql, Guid series)
    {
        await using var command = new SqliteCommand(sql, connection);
        command.Parameters.AddWithValue("@series", series);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<object[]>();
        while (await reader.ReadAsync())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }
}
