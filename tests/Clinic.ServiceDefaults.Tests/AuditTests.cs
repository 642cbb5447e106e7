using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Tests.Shelf;
using Clinic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Clinic.ServiceDefaults.Tests;

public sealed class AuditTests
{
    private static readonly Guid Patient = Guid.NewGuid();

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Sealed_entries_form_a_whole_chain_even_when_several_seal_at_once(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var shelf = await ShelfHost.StartAsync(database);
        await RecordAsync(shelf, 20);

        var sealer = shelf.Host.Services.GetRequiredService<AuditSealer<ShelfDbContext>>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SealAsync(sealer)));

        var entries = await EntriesAsync(shelf);
        Assert.Equal(20, entries.Count);
        Assert.Null(AuditChain.FirstBreak(entries));
    }

    [Theory]
    [InlineData("UPDATE AuditEntries SET Action = 'patient.nothing' WHERE Position = 3", 3)]
    [InlineData("UPDATE AuditEntries SET Actor = 'somebody-else' WHERE Position = 1", 1)]
    [InlineData("UPDATE AuditEntries SET PatientId = NULL WHERE Position = 5", 5)]
    [InlineData("DELETE FROM AuditEntries WHERE Position = 4", 4)]
    [InlineData("UPDATE AuditEntries SET Hash = 'AA' WHERE Position = 2", 2)]
    public async Task A_changed_or_removed_entry_shows_at_its_position(string tampering, long position)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using var shelf = await ShelfHost.StartAsync(database);
        await RecordAsync(shelf, 6);
        await SealAsync(shelf.Host.Services.GetRequiredService<AuditSealer<ShelfDbContext>>());
        await Eventually.TrueAsync("all are sealed", async () => (await EntriesAsync(shelf)).Count == 6);

        await shelf.ReadAsync(db => db.Database.ExecuteSqlRawAsync(tampering));

        Assert.Equal(position, AuditChain.FirstBreak(await EntriesAsync(shelf)));
    }

    private static async Task RecordAsync(ShelfHost shelf, int count)
    {
        var auditor = shelf.Host.Services.GetRequiredService<Auditor>();
        for (var i = 0; i < count; i++)
        {
            await auditor.RecordReadAsync(shelf.Transactor, "patient.read", Patient, null, CancellationToken.None);
        }
    }

    // Whoever loses the race for a position fails and leaves the chain to the winner; the service tries again.
    private static async Task SealAsync(AuditSealer<ShelfDbContext> sealer)
    {
        try
        {
            await sealer.SealAsync(CancellationToken.None);
        }
        catch (DbUpdateException e) when (DbErrors.IsUniqueViolation(e))
        {
            await sealer.SealAsync(CancellationToken.None);
        }
    }

    private static Task<List<AuditEntry>> EntriesAsync(ShelfHost shelf) => shelf.ReadAsync(db => db.AuditEntries.AsNoTracking()
        .Where(e => e.Position != null).OrderBy(e => e.Position).ToListAsync());
}
