using Clinic.ServiceDefaults.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Clinic.Billing.Persistence;

/// <summary>Owns the SQL Server migrations.</summary>
/// <param name="options">The options.</param>
internal sealed class SqlServerBillingDbContext(DbContextOptions<SqlServerBillingDbContext> options) : BillingDbContext(options)
{
    internal sealed class Factory : IDesignTimeDbContextFactory<SqlServerBillingDbContext>
    {
        public SqlServerBillingDbContext CreateDbContext(string[] args)
        {
            var options = new DbContextOptionsBuilder<SqlServerBillingDbContext>();
            DatabaseSetup.UseSqlServer(options, "Server=design-time;Database=Billing");
            return new SqlServerBillingDbContext(options.Options);
        }
    }
}
