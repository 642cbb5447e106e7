using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Clinic.ServiceDefaults.Database;

/// <summary>
/// The connection of SQLite's one writer. It stays open from transaction to transaction: opening one sets it up anew and compiles every
/// statement again, which together took a third of a booking's time. Only who has the turn of the <see cref="WriteGate{TContext}"/> uses it.
/// </summary>
/// <param name="connectionString">Where the file is.</param>
internal sealed class WriterConnection(string connectionString) : IDisposable
{
    // Not of the pool: closing must end an open transaction, and the pool would hand the same one out again.
    private readonly SqliteConnection _connection =
        new(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ToString());

    /// <summary>The connection, for contexts to be made with; open it first.</summary>
    public DbConnection Connection => _connection;

    /// <summary>Opens it when it is closed, and anew when somebody left a transaction open: that one must not become part of the next.</summary>
    public void Ready()
    {
        if (_connection.State == System.Data.ConnectionState.Open)
        {
            if (raw.sqlite3_get_autocommit(_connection.Handle) != 0)
            {
                return;
            }

            Close();
        }

        _connection.Open();
        SqliteConnectionSetup.SetUp(_connection);
        KeptStatements.Keep(_connection);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Close();
        _connection.Dispose();
    }

    private void Close()
    {
        KeptStatements.Forget(_connection);
        _connection.Close();
    }
}
