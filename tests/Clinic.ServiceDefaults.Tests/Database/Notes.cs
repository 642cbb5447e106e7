using Microsoft.EntityFrameworkCore;

namespace Clinic.ServiceDefaults.Tests.Database;

internal sealed class Note
{
    public required Guid Id { get; init; }
}

/// <summary>The smallest database there is.</summary>
internal sealed class NotesContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<Note> Notes => Set<Note>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Note>().Property(n => n.Id).ValueGeneratedNever();
}
