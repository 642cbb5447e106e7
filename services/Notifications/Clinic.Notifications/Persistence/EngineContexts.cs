using Clinic.ServiceDefaults.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Clinic.Notifications.Persistence;

/// <summary>Owns the SQLite migrations.</summary>
internal sealed class SqliteNotificationsDbContext(DbContextOptions<SqliteNotificationsDbContext> options) : NotificationsDbContext(options);

/// <summary>Owns the SQL Server migrations.</summary>
internal sealed class SqlServerNotificationsDbContext(DbContextOptions<SqlServerNotificationsDbContext> options)
    : NotificationsDbContext(options);

/// <summary>Lets <c>dotnet ef</c> make the SQLite context; nothing connects.</summary>
internal sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteNotificationsDbContext>
{
    public SqliteNotificationsDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<SqliteNotificationsDbContext>();
        DatabaseSetup.UseSqlite(options, "Data Source=design-time.db");
        return new SqliteNotificationsDbContext(options.Options);
    }
}

/// <summary>Lets <c>dotnet ef</c> make the SQL Server context; nothing connects.</summary>
internal sealed class SqlServerDesignTimeFactory : IDesignTimeDbContextFactory<SqlServerNotificationsDbContext>
{
    public SqlServerNotificationsDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<SqlServerNotificationsDbContext>();
        DatabaseSetup.UseSqlServer(options, "Server=design-time;Database=Notifications");
        return new SqlServerNotificationsDbContext(options.Options);
    }
}
