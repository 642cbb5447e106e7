using Microsoft.EntityFrameworkCore.Migrations;

namespace Clinic.Billing.Persistence.Migrations;

/// <summary>Triggers that refuse to change or delete a row: what is in the ledger stays, whoever connects to the database.</summary>
internal static class AppendOnly
{
    /// <summary>Makes a table of a SQLite database append-only.</summary>
    public static void MakeAppendOnlyOnSqlite(this MigrationBuilder migration, string table)
    {
        foreach (var change in new[] { "UPDATE", "DELETE" })
        {
            migration.Sql(
                $"""
                CREATE TRIGGER "{table}_AppendOnly_{change}" BEFORE {change} ON "{table}"
                BEGIN
                    SELECT RAISE(ABORT, '{table} is append-only; correct by a new entry');
                END;
                """);
        }
    }

    /// <summary>Makes a table of a SQL Server database append-only.</summary>
    public static void MakeAppendOnlyOnSqlServer(this MigrationBuilder migration, string table) =>
        // Inside EXEC, since a trigger must be alone in its batch and the idempotent script puts an IF around it.
        migration.Sql(
            $"""
            EXEC(N'CREATE TRIGGER [{table}_AppendOnly] ON [{table}] AFTER UPDATE, DELETE AS
            BEGIN
                THROW 50001, N''{table} is append-only; correct by a new entry'', 1;
            END;');
            """);
}
