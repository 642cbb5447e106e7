using System.Data.Common;
using Clinic.ServiceDefaults.Database;
using Clinic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Xunit;

namespace Clinic.ServiceDefaults.Tests.Database;

public class LostConnectionTests
{
    [Theory]
    [MemberData(nameof(UnavailableSqlServerTests.SqlServerOnly), MemberType = typeof(UnavailableSqlServerTests))]
    public async Task A_write_whose_connection_is_cut_is_started_again(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        using var cut = new CutConnection(database.ConnectionString);
        var contexts = await CreateAsync(database, cut, null);
        var attempts = 0;

        await Transactor(contexts, provider).WriteAsync(
            async (db, token) =>
            {
                db.Notes.Add(new Note { Id = Guid.NewGuid() });
                await db.SaveChangesAsync(token);
                if (++attempts == 1)
                {
                    cut.Cut();
                }

                await db.Notes.CountAsync(token);
            },
            CancellationToken.None);

        Assert.Equal(2, attempts);
        Assert.Equal(1, await CountAsync(contexts));
    }

    [Theory]
    [MemberData(nameof(UnavailableSqlServerTests.SqlServerOnly), MemberType = typeof(UnavailableSqlServerTests))]
    public async Task A_commit_whose_connection_is_cut_is_not_started_again(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        using var cut = new CutConnection(database.ConnectionString);
        var contexts = await CreateAsync(database, cut, new CutAtCommit(cut));
        var attempts = 0;

        var unknown = await Assert.ThrowsAsync<CommitUnknownException>(() => Transactor(contexts, provider).WriteAsync(
            (db, _) =>
            {
                attempts++;
                db.Notes.Add(new Note { Id = Guid.NewGuid() });
                return Task.CompletedTask;
            },
            CancellationToken.None));

        Assert.Equal(1, attempts);
        Assert.True(DbErrors.IsUnavailable(unknown));
    }

    private static async Task<Contexts> CreateAsync(TestDatabase database, CutConnection cut, IInterceptor? interceptor)
    {
        await using var db = new NotesContext(database.Use(new DbContextOptionsBuilder()).Options);
        await db.Database.EnsureCreatedAsync();
        var options = DatabaseSetup.UseSqlServer(new DbContextOptionsBuilder(), cut.ConnectionString);
        return new Contexts((interceptor is null ? options : options.AddInterceptors(interceptor)).Options);
    }

    private static Transactor<NotesContext> Transactor(Contexts contexts, DatabaseProvider provider) =>
        new(contexts, contexts, new WriteGate<NotesContext>(provider), []);

    private static async Task<int> CountAsync(Contexts contexts)
    {
        await using var db = contexts.CreateDbContext();
        return await db.Notes.CountAsync();
    }

    private sealed class Contexts(DbContextOptions options) : IDbContextFactory<NotesContext>, IWriteContexts<NotesContext>
    {
        public NotesContext CreateDbContext() => new(options);

        public NotesContext Create() => CreateDbContext();
    }

    private sealed class CutAtCommit(CutConnection cut) : DbTransactionInterceptor
    {
        public override ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            cut.Cut();
            return ValueTask.FromResult(result);
        }
    }
}
