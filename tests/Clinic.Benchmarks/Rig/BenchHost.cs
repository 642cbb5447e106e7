using System.Net.Http.Headers;
using Clinic.Scheduling;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using NodaTime;

namespace Clinic.Benchmarks.Rig;

/// <summary>
/// The scheduling service as it is, on Kestrel and a SQLite file in a temporary folder. Only its background services (dispatcher,
/// sealer, clean-up) are left out: they would work for one side in the time of the other.
/// </summary>
internal sealed class BenchHost : IAsyncDisposable
{
    private static readonly string[] Booked = ["SlotClaims", "Consents", "Sessions", "Series", "OutboxMessages", "AuditEntries", "IdempotentAnswers"];
    private readonly WebApplication _app;
    private readonly string _folder;

    private BenchHost(WebApplication app, string folder, BenchClinic clinic) => (_app, _folder, Clinic) = (app, folder, clinic);

    public BenchClinic Clinic { get; }

    public string ConnectionString => ConnectionTo(_folder);

    public static async Task<BenchHost> StartAsync(ClinicSize size)
    {
        var folder = Directory.CreateTempSubdirectory("clinic-bench-").FullName;
        var app = ClinicHost.Build(
            ["--urls=http://127.0.0.1:0", $"--Clinic:DataFolder={folder}", "--Logging:LogLevel:Default=Error"],
            "scheduling",
            builder =>
            {
                builder.AddScheduling();
                builder.Services.RemoveAll<IHostedService>();
            },
            app => app.MapScheduling());
        await app.MigrateAndStartAsync();
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<SchedulingDbContext>>().CreateDbContextAsync();
        var clinic = await BenchClinic.OpenAsync(db, size, app.Services.GetRequiredService<IClock>().GetCurrentInstant());
        return new BenchHost(app, folder, clinic);
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public HttpClient Client()
    {
        var client = new HttpClient { BaseAddress = new Uri(_app.Urls.First()), Timeout = TimeSpan.FromMinutes(10) };
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", Get<LocalTokens>().Create(Roles.FrontDesk, TimeSpan.FromDays(1)));
        return client;
    }

    /// <summary>Takes every booking away, and what it left in the log.</summary>
    public async Task ForgetBookingsAsync()
    {
        await using var connection = await OpenAsync();
        foreach (var table in Booked)
        {
            await ExecuteAsync(connection, $"DELETE FROM {table}");
        }

        await ExecuteAsync(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /// <summary>Rows by table, to see that two ways of booking wrote the same.</summary>
    public async Task<string> CountsAsync()
    {
        await using var connection = await OpenAsync();
        var counts = new List<string>();
        foreach (var table in Booked)
        {
            counts.Add($"{table} {await ScalarAsync(connection, $"SELECT COUNT(*) FROM {table}")}");
        }

        counts.Add($"slots {await ScalarAsync(connection, "SELECT COALESCE(SUM(Slot), 0) FROM SlotClaims")}");
        return string.Join(", ", counts);
    }

    public async Task<SqliteConnection> OpenAsync()
    {
        var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync();
        await ExecuteAsync(connection, "PRAGMA foreign_keys=ON; PRAGMA busy_timeout=30000;");
        return connection;
    }

    public static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = new SqliteCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<object?> ScalarAsync(SqliteConnection connection, string sql)
    {
        await using var command = new SqliteCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static string ConnectionTo(string folder) => $"Data Source={Path.Combine(folder, "scheduling.db")}";
}
