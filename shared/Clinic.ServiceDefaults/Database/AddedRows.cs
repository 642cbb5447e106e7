using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
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
    /// Inserts all added entities within the current transaction, and with them rows that the context does not even know, principals before
    /// dependents. From then on the entities count as saved; the rows are still unknown to the context, so that a change to one is not saved. Changed
    /// and deleted entities stay for <see cref="DbContext.SaveChangesAsync(CancellationToken)"/>.
    /// </summary>
    /// <param name="db">A context with an open transaction.</param>
    /// <param name="rows">More rows. Tracking an entity and what hangs on it takes as long as inserting it.</param>
    /// <param name="cancellationToken">Abandons the transaction.</param>
    /// <exception cref="DbUpdateException">The database refused a row, as from saving; roll back then.</exception>
    /// <exception cref="InvalidOperationException">There is no transaction, or an entity has owned parts.</exception>
    public static async Task InsertAddedAsync(this DbContext db, IReadOnlyCollection<object> rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        var added = Added(db);
        var tables = added.Select(entry => entry.Entity).Concat(rows).GroupBy(row => row.GetType())
            .Select(table => (Map: RowMap.Of(db.Model.FindEntityType(table.Key)!), Rows: table)).OrderBy(table => table.Map.Depth);
        foreach (var (map, all) in tables)
        {
            foreach (var chunk in all.Chunk(MostParameters / map.Columns.Count))
            {
                await InsertAsync(db, map, chunk, cancellationToken);
            }
        }

        added.ForEach(entry => entry.State = EntityState.Unchanged);
    }

    /// <summary>What was added is known without comparing every entity with what it was.</summary>
    private static List<EntityEntry> Added(DbContext db)
    {
        var detects = db.ChangeTracker.AutoDetectChangesEnabled;
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            return [.. db.ChangeTracker.Entries().Where(e => e.State == EntityState.Added)];
        }
        finally
        {
            db.ChangeTracker.AutoDetectChangesEnabled = detects;
        }
    }

    private static async Task InsertAsync(DbContext db, RowMap map, object[] rows, CancellationToken cancellationToken)
    {
        map.RefuseOwnedParts(rows);
        var statement = new InsertStatement(map, rows);
        try
        {
            await KeptStatements.ExecuteAsync(
                db,
                statement.Shape,
                command => statement.Write(command, db.GetService<ISqlGenerationHelper>()),
                statement.Fill,
                cancellationToken);
        }
        catch (DbException e)
        {
            throw new DbUpdateException($"Rows of {map.Table} could not be inserted.", e);
        }
    }
}
