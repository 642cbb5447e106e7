using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Clinic.ServiceDefaults.Database;

/// <summary>
/// Sets what SQLite forgets between connections: every commit reaches the disk before it is acknowledged, a busy file is
/// waited for inside SQLite (a few milliseconds a step) and not by the driver (150 ms a step), and foreign keys hold.
/// </summary>
internal sealed class SqliteConnectionSetup : DbConnectionInterceptor
{
    private const string Pragmas = "PRAGMA synchronous=FULL; PRAGMA busy_timeout=30000; PRAGMA foreign_keys=ON;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => SetUp(connection);

    /// <summary>Sets up a connection that somebody else opened.</summary>
    public static void SetUp(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        // The driver knows no other way: what it calls asynchronous runs on the caller's thread as well.
        SetUp(connection);
        return Task.CompletedTask;
    }
}
