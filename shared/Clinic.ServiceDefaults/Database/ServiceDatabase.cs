using Microsoft.EntityFrameworkCore;

namespace Clinic.ServiceDefaults.Database;

/// <summary>A database of the process, for migrating it.</summary>
public interface IServiceDatabase
{
    /// <summary>The service's name, for example <c>Scheduling</c>.</summary>
    string Name { get; }

    /// <summary>Applies what is missing. Does not need the right to create a database that exists.</summary>
    /// <param name="cancellationToken">Stops between migrations.</param>
    Task MigrateAsync(CancellationToken cancellationToken);

    /// <summary>The idempotent script of all migrations, for an administrator to run. SQL Server only: SQLite has no conditional statements.</summary>
    string Script();
}

internal sealed class ServiceDatabase<TContext>(string name, IDbContextFactory<TContext> contexts) : IServiceDatabase
    where TContext : DbContext
{
    public string Name => name;

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
    }

    public string Script()
    {
        using var db = contexts.CreateDbContext();
        var migrator = Microsoft.EntityFrameworkCore.Infrastructure.AccessorExtensions
            .GetService<Microsoft.EntityFrameworkCore.Migrations.IMigrator>(db);
        var options = db.Database.IsSqlServer()
            ? Microsoft.EntityFrameworkCore.Migrations.MigrationsSqlGenerationOptions.Idempotent
            : Microsoft.EntityFrameworkCore.Migrations.MigrationsSqlGenerationOptions.Default;
        return migrator.GenerateScript(options: options);
    }
}
