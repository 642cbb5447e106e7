using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Hosting;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Clinic.ServiceDefaults.Database;

/// <summary>Registers a service's database on the configured engine.</summary>
public static class DatabaseSetup
{
    /// <summary>Reads <c>Clinic:Database:Provider</c>.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <exception cref="InvalidOperationException">It names no engine we know.</exception>
    public static DatabaseProvider Provider(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var value = configuration["Clinic:Database:Provider"];
        return string.IsNullOrEmpty(value) ? DatabaseProvider.Sqlite
            : Enum.TryParse<DatabaseProvider>(value, ignoreCase: true, out var provider) ? provider
            : throw new InvalidOperationException($"Clinic:Database:Provider is '{value}'; it must be Sqlite or SqlServer.");
    }

    /// <summary>
    /// Registers <typeparamref name="TContext"/> (scoped, and through <see cref="IDbContextFactory{TContext}"/>), its
    /// <see cref="Transactor{TContext}"/>, <see cref="Commands{TContext}"/> and audit sealer.
    /// </summary>
    /// <typeparam name="TContext">The service's context, named by everything above persistence.</typeparam>
    /// <typeparam name="TSqlite">The derived context that owns the SQLite migrations.</typeparam>
    /// <typeparam name="TSqlServer">The derived context that owns the SQL Server migrations.</typeparam>
    /// <param name="builder">The host.</param>
    /// <param name="name">Names the connection string and the SQLite file, for example <c>Scheduling</c>.</param>
    public static IHostApplicationBuilder AddClinicDatabase<TContext, TSqlite, TSqlServer>(this IHostApplicationBuilder builder, string name)
        where TContext : ClinicDbContext
        where TSqlite : TContext
        where TSqlServer : TContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        var provider = Provider(builder.Configuration);
        if (provider == DatabaseProvider.Sqlite)
        {
            var connection = SqliteConnection(builder.Configuration, name);
            AddFactory<TContext, TSqlite>(builder.Services, options => UseSqlite(options, connection));
            builder.Services.AddSingleton<IWriteContexts<TContext>>(services => new OneConnection<TContext, TSqlite>(services, connection));
        }
        else
        {
            var connection = builder.Configuration.GetConnectionString(name)
                ?? throw new InvalidOperationException($"ConnectionStrings:{name} is missing; SQL Server needs it.");
            AddFactory<TContext, TSqlServer>(builder.Services, options => UseSqlServer(options, connection));
            builder.Services.AddSingleton<IWriteContexts<TContext>, OwnConnections<TContext>>();
        }

        builder.Services.AddSingleton(new WriteGate<TContext>(provider));
        builder.Services.AddSingleton<Transactor<TContext>>();
        builder.Services.AddSingleton<Commands<TContext>>();
        builder.Services.AddSingleton<AuditSealer<TContext>>();
        builder.Services.AddHostedService(services => services.GetRequiredService<AuditSealer<TContext>>());
        builder.Services.AddHostedService<AnswerRetention<TContext>>();
        builder.Services.AddSingleton<IServiceDatabase>(services =>
            new ServiceDatabase<TContext>(name, services.GetRequiredService<IDbContextFactory<TContext>>()));
        builder.Services.AddHealthChecks().AddDbContextCheck<TContext>($"database-{name}", tags: [HealthTags.Ready]);
        return builder;
    }

    /// <summary>Configures SQLite as the services use it.</summary>
    /// <param name="options">The options.</param>
    /// <param name="connectionString">The connection string.</param>
    public static DbContextOptionsBuilder UseSqlite(DbContextOptionsBuilder options, string connectionString) =>
        options.UseSqlite(connectionString).AddInterceptors(new SqliteConnectionSetup());

    /// <summary>Configures SQL Server as the services use it.</summary>
    /// <param name="options">The options.</param>
    /// <param name="connectionString">The connection string.</param>
    public static DbContextOptionsBuilder UseSqlServer(DbContextOptionsBuilder options, string connectionString) =>
        options.UseSqlServer(connectionString, sql => sql.ExecutionStrategy(dependencies => new SqlServerRetries(dependencies)));

    private static string SqliteConnection(IConfiguration configuration, string name)
    {
        if (configuration.GetConnectionString(name) is { Length: > 0 } named)
        {
            return named;
        }

        var folder = Directory.CreateDirectory(ClinicPaths.DataFolder(configuration)).FullName;
        return $"Data Source={Path.Combine(folder, $"{name.ToLowerInvariant()}.db")}";
    }

    private static void AddFactory<TContext, TDerived>(IServiceCollection services, Action<DbContextOptionsBuilder> configure)
        where TContext : ClinicDbContext
        where TDerived : TContext
    {
        services.AddPooledDbContextFactory<TDerived>(configure);
        services.TryAddSingleton<IDbContextFactory<TContext>, DerivedContextFactory<TContext, TDerived>>();
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<TContext>>().CreateDbContext());
    }

    private sealed class DerivedContextFactory<TContext, TDerived>(IDbContextFactory<TDerived> inner) : IDbContextFactory<TContext>
        where TContext : DbContext
        where TDerived : TContext
    {
        public TContext CreateDbContext() => inner.CreateDbContext();

        public async Task<TContext> CreateDbContextAsync(CancellationToken cancellationToken = default) =>
            await inner.CreateDbContextAsync(cancellationToken);
    }
}
