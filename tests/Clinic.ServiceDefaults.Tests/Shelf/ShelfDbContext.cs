using Clinic.ServiceDefaults.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.ServiceDefaults.Tests.Shelf;

/// <summary>A service small enough to see through: books with unique titles.</summary>
public abstract class ShelfDbContext(DbContextOptions options) : ClinicDbContext(options)
{
    public DbSet<Book> Books => Set<Book>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<Book>(entity =>
        {
            entity.Property(b => b.Id).ValueGeneratedNever();
            entity.HasIndex(b => b.Title).IsUnique();
            entity.HasOne<Book>().WithMany().HasForeignKey(b => b.SequelOf);
            entity.ToTable("Books", table => table.HasCheckConstraint("CK_Books_Pages", "Pages > 0"));
        });
    }
}

public sealed class SqliteShelfDbContext(DbContextOptions<SqliteShelfDbContext> options) : ShelfDbContext(options);

public sealed class SqlServerShelfDbContext(DbContextOptions<SqlServerShelfDbContext> options) : ShelfDbContext(options);

public sealed class Book
{
    public required Guid Id { get; init; }

    public required string Title { get; init; }

    public int Pages { get; init; } = 1;

    public Guid? SequelOf { get; init; }

    public static Book Of(string title) => new() { Id = Guid.NewGuid(), Title = title };
}
