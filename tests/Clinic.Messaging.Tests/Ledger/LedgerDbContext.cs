using Clinic.ServiceDefaults.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Messaging.Tests.Ledger;

/// <summary>A service small enough to see through: every consumed message leaves one entry.</summary>
public abstract class LedgerDbContext(DbContextOptions options) : ClinicDbContext(options)
{
    public DbSet<Entry> Entries => Set<Entry>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.AddMessaging();
        modelBuilder.Entity<Entry>(entity =>
        {
            entity.HasKey(e => e.Id);
            entity.Property(e => e.Id).ValueGeneratedNever();
        });
    }
}

public sealed class SqliteLedgerDbContext(DbContextOptions<SqliteLedgerDbContext> options) : LedgerDbContext(options);

public sealed class SqlServerLedgerDbContext(DbContextOptions<SqlServerLedgerDbContext> options) : LedgerDbContext(options);

public sealed class Entry
{
    public required Guid Id { get; init; }

    public required Guid Aggregate { get; init; }

    public required int Number { get; init; }

    /// <summary>Place in the order of consuming.</summary>
    public required long Position { get; init; }
}

/// <summary>The contract of the tests.</summary>
public sealed record Counted(Guid Aggregate, int Number);
