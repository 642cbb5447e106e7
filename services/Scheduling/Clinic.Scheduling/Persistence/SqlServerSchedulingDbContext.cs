using Clinic.ServiceDefaults.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Clinic.Scheduling.Persistence;

/// <summary>Owns the SQL Server migrations.</summary>
/// <param name="options">The options.</param>
public sealed class SqlServerSchedulingDbContext(DbContextOptions<SqlServerSchedulingDbContext> options) : SchedulingDbContext(options);

internal sealed class SqlServerSchedulingDesignTime : IDesignTimeDbContextFactory<SqlServerSchedulingDbContext>
{
    public SqlServerSchedulingDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<SqlServerSchedulingDbContext>();
        DatabaseSetup.UseSqlServer(options, "Server=design-time");
        return new SqlServerSchedulingDbContext(options.Options);
    }
}
