using Clinic.ServiceDefaults.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Clinic.Scheduling.Persistence;

/// <summary>Owns the SQLite migrations.</summary>
/// <param name="options">The options.</param>
public sealed class SqliteSchedulingDbContext(DbContextOptions<SqliteSchedulingDbContext> options) : SchedulingDbContext(options);

internal sealed class SqliteSchedulingDesignTime : IDesignTimeDbContextFactory<SqliteSchedulingDbContext>
{
    public SqliteSchedulingDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<SqliteSchedulingDbContext>();
        DatabaseSetup.UseSqlite(options, "Data Source=design-time.db");
        return new SqliteSchedulingDbContext(options.Options);
    }
}
