using Clinic.ServiceDefaults.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Clinic.Billing.Persistence;

/// <summary>Owns the SQLite migrations.</summary>
/// <param name="options">The options.</param>
internal sealed class SqliteBillingDbContext(DbContextOptions<SqliteBillingDbContext> options) : BillingDbContext(options)
{
    internal sealed class Factory : IDesignTimeDbContextFactory<SqliteBillingDbContext>
    {
        public SqliteBillingDbContext CreateDbContext(string[] args)
        {
            var options = new DbContextOptionsBuilder<SqliteBillingDbContext>();
            DatabaseSetup.UseSqlite(options, "Data Source=design-time.db");
            return new SqliteBillingDbContext(options.Options);
        }
    }
}
