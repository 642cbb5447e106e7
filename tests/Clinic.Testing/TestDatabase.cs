using Clinic.ServiceDefaults.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Testing;

/// <summary>An empty database of a test's own on one engine, dropped with it.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly TempFolder? _folder;
    private bool _isOurs = true;

    private TestDatabase(DatabaseProvider provider, string connectionString, TempFolder? folder) =>
        (Provider, ConnectionString, _folder) = (provider, connectionString, folder);

    /// <summary>The engine.</summary>
    public DatabaseProvider Provider { get; }

    /// <summary>Names the database, which need not exist yet.</summary>
    public string ConnectionString { get; }

    /// <summary>Names a new database.</summary>
    /// <param name="provider">A row of <see cref="TestDatabases.All"/>.</param>
    public static async Task<TestDatabase> CreateAsync(DatabaseProvider provider)
    {
        if (provider == DatabaseProvider.SqlServer)
        {
            return new TestDatabase(provider, await SqlServerSource.NewDatabaseAsync(), null);
        }

        var folder = new TempFolder();
        return new TestDatabase(provider, $"Data Source={Path.Combine(folder.Path, "test.db")}", folder);
    }

    /// <summary>A database that another process made and drops: the other end of a test with child processes.</summary>
    /// <param name="provider">The engine.</param>
    /// <param name="connectionString">Names the database.</param>
    public static TestDatabase Existing(DatabaseProvider provider, string connectionString) => new(provider, connectionString, null) { _isOurs = false };

    /// <summary>What a host needs to use this database for one of its services.</summary>
    /// <param name="name">The name given to <see cref="DatabaseSetup.AddClinicDatabase"/>.</param>
    public Dictionary<string, string> Settings(string name) => new()
    {
        ["Clinic:Database:Provider"] = Provider.ToString(),
        [$"ConnectionStrings:{name}"] = ConnectionString,
    };

    /// <summary>Configures a context to use this database as the services do.</summary>
    /// <param name="options">The options.</param>
    public DbContextOptionsBuilder Use(DbContextOptionsBuilder options) => Provider == DatabaseProvider.SqlServer
        ? DatabaseSetup.UseSqlServer(options, ConnectionString)
        : DatabaseSetup.UseSqlite(options, ConnectionString);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_isOurs)
        {
            return;
        }

        if (_folder is not null)
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            _folder.Dispose();
            return;
        }

        await using var db = new DbContext(Use(new DbContextOptionsBuilder()).Options);
        await db.Database.EnsureDeletedAsync();
    }
}
