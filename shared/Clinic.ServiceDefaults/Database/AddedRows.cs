using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Clinic.ServiceDefaults.Database;

/// <summary>
/// Inserts what was added to a context with one statement per table and many rows each. EF Core's own way sorts, batches and reads
/// back row by row, which costs more than the writing where a use case adds a dozen rows and the keys are made in the client.
/// </summary>
public static class AddedRows
{
    // Under SQL Server's 2,100 parameters and 1,000 rows a statement, and far under SQLite's 32,766.
    private const int MostParameters = 2000;

    /// <summary>
    /// Inserts all added entities within the current transaction, principals before dependents; from then on they count as saved.
    /// Changed and deleted entities stay for <see cref="DbContext.SaveChangesAsync(CancellationToken)"/>.
    /// </summary>
    /// <param name="db">A context with an open transaction.</param>
    /// <param name="cancellationToken">Abandons the transaction.</param>
    /// <exception cref="DbUpdateException">The database refused a row, as from saving; roll back then.</exception>
    /// <exception cref="InvalidOperationException">There is no transaction, or an entity has owned parts.</exception>
    public static async Task InsertAddedAsync(this DbContext db, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        var transaction = db.Database.CurrentTransaction?.GetDbTransaction()
            ?? throw new InvalidOperationException("Added rows are inserted within a transaction only.");
        var added = db.ChangeTracker.Entries().Where(e => e.State == EntityState.Added).ToList();
        foreach (var table in added.GroupBy(e => e.Metadata).OrderBy(t => RowMap.Of(t.Key).Depth))
        {
            var map = RowMap.Of(table.Key);
            foreach (var rows in table.Select(e => e.Entity).Chunk(MostParameters / map.Columns.Count))
            {
                await InsertAsync(db, transaction, map, rows, cancellationToken);
            }
        }

        added.ForEach(e => e.State = EntityState.Unchanged);
    }

    private static async Task InsertAsync(
        DbContext db, DbTransaction transaction, RowMap map, object[] rows, CancellationToken cancellationToken)
    {
        map.RefuseOwnedParts(rows);
        await using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        Fill(command, map, rows, db.GetService<ISqlGenerationHelper>());
        try
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (DbException e)
        {
            throw new DbUpdateException($"Rows of {map.Table} could not be inserted.", e);
        }
    }

    private static void Fill(DbCommand command, RowMap map, object[] rows, ISqlGenerationHelper sql)
    {
        // What is null in every row is left out: of a new row that is most, and no column has a default.
        var values = map.Columns.Select(c => (Column: c, Values: Array.ConvertAll(rows, c.Read))).Where(c => c.Values.Any(v => v is not null)).ToList();
        var text = new StringBuilder("INSERT INTO ").Append(sql.DelimitIdentifier(map.Table, map.Schema))
            .Append(" (").AppendJoin(", ", values.Select(c => sql.DelimitIdentifier(c.Column.Name))).Append(") VALUES ");
        for (var row = 0; row < rows.Length; row++)
        {
            text.Append(row == 0 ? "(" : ", (");
            for (var column = 0; column < values.Count; column++)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"@p{(row * values.Count) + column}");
                text.Append(column == 0 ? "" : ", ").Append(name);
                command.Parameters.Add(values[column].Column.Mapping.CreateParameter(
                    command, name, values[column].Values[row], values[column].Column.IsNullable));
            }

            text.Append(')');
        }

        command.CommandText = text.ToString();
    }
}
