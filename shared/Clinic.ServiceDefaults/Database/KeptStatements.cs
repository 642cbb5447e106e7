using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Clinic.ServiceDefaults.Database;

/// <summary>
/// Statements that stay compiled as long as their connection is open. SQLite compiles a statement each time EF Core sends it, which
/// takes longer than inserting the row; SQL Server keeps plans by text itself, and gets a plain command here.
/// </summary>
public static class KeptStatements
{
    /// <summary>More than our texts have shapes; beyond it a statement is compiled for once, so that no text can fill the memory.</summary>
    private const int MostKept = 500;

    private static readonly ConditionalWeakTable<DbConnection, Dictionary<object, DbCommand>> Keepers = [];

    /// <summary>Whether this connection keeps statements: one statement in several small parts costs little then.</summary>
    /// <param name="db">A context.</param>
    public static bool Keeps(DbContext db)
    {
        ArgumentNullException.ThrowIfNull(db);
        return Keepers.TryGetValue(db.Database.GetDbConnection(), out _);
    }

    /// <summary>Executes a statement within the current transaction.</summary>
    /// <param name="db">A context with an open transaction.</param>
    /// <param name="statement">The statement; what is compiled is found again by this object, so keep it.</param>
    /// <param name="values">Keys and whole numbers, in the order of the parameters.</param>
    /// <param name="cancellationToken">Abandons the statement.</param>
    /// <returns>The rows it changed.</returns>
    /// <exception cref="DbException">The database refused it; only this statement is undone.</exception>
    public static Task<int> ExecuteKeptAsync(
        this DbContext db, SqlText statement, IReadOnlyList<object> values, CancellationToken cancellationToken) =>
        ExecuteAsync(
            db,
            statement,
            command =>
            {
                Write(command, statement.Sql, values.Count);
                Fill(command, values);
            },
            command => Fill(command, values),
            cancellationToken);

    /// <summary>From now on this connection keeps its statements.</summary>
    internal static void Keep(DbConnection connection) => Keepers.AddOrUpdate(connection, []);

    /// <summary>Lets the statements of a connection go, which is being closed.</summary>
    internal static void Forget(DbConnection connection)
    {
        if (Keepers.TryGetValue(connection, out var kept))
        {
            foreach (var command in kept.Values)
            {
                command.Dispose();
            }

            Keepers.Remove(connection);
        }
    }

    /// <summary>Executes a statement whose text is a function of <paramref name="key"/>.</summary>
    /// <param name="db">A context with an open transaction.</param>
    /// <param name="key">Two statements with equal keys have the same text and parameters.</param>
    /// <param name="write">Writes text and parameters of a new command, with their values.</param>
    /// <param name="fill">Sets the values of the parameters of one that was kept, all of them.</param>
    /// <param name="cancellationToken">Abandons the statement.</param>
    internal static async Task<int> ExecuteAsync(
        DbContext db, object key, Action<DbCommand> write, Action<DbCommand> fill, CancellationToken cancellationToken)
    {
        var transaction = db.Database.CurrentTransaction?.GetDbTransaction()
            ?? throw new InvalidOperationException("This is executed within a transaction only.");
        var connection = transaction.Connection!;
        Keepers.TryGetValue(connection, out var kept);
        if (kept is not null && kept.TryGetValue(key, out var known))
        {
            known.Transaction = transaction;
            fill(known);
            return await known.ExecuteNonQueryAsync(cancellationToken);
        }

        var command = connection.CreateCommand();
        command.Transaction = transaction;
        write(command);
        if (kept is null || kept.Count >= MostKept)
        {
            await using (command)
            {
                return await command.ExecuteNonQueryAsync(cancellationToken);
            }
        }

        command.Prepare();
        kept.Add(key, command);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void Write(DbCommand command, string sql, int parameters)
    {
        command.CommandText = sql;
        for (var at = 0; at < parameters; at++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = ParameterNames.At(at);
            command.Parameters.Add(parameter);
        }
    }

    private static void Fill(DbCommand command, IReadOnlyList<object> values)
    {
        for (var at = 0; at < values.Count; at++)
        {
            command.Parameters[at].Value = values[at];
        }
    }
}

/// <summary>A statement that is executed again and again. It is known by itself and not by its text, which takes long to compare.</summary>
/// <param name="sql">Its text; the parameters are <c>@p0</c>, <c>@p1</c> and so on.</param>
public sealed class SqlText(string sql)
{
    /// <summary>Its text.</summary>
    public string Sql { get; } = sql;
}
