using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;
using Clinic.ServiceDefaults.Tests.Shelf;
using Clinic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Xunit;

namespace Clinic.ServiceDefaults.Tests;

public sealed class TransactorTests
{
    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task What_refuses_or_throws_leaves_nothing_behind_even_what_it_had_saved(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var shelf = await ShelfHost.StartAsync(database);

        var refused = await shelf.Transactor.TryWriteAsync<int>(
            async (db, token) =>
            {
                db.Books.Add(Book.Of("refused"));
                await db.SaveChangesAsync(token);
                return Refusal.Rule("no", "No.");
            },
            CancellationToken.None);
        await Assert.ThrowsAsync<InvalidOperationException>(() => shelf.Transactor.WriteAsync(
            async (db, token) =>
            {
                db.Books.Add(Book.Of("thrown"));
                await db.SaveChangesAsync(token);
                throw new InvalidOperationException("late");
            },
            CancellationToken.None));

        Assert.Equal("no", refused.Refusal?.Code);
        Assert.Equal(0, await shelf.CountAsync());
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Writers_at_the_same_time_all_get_their_turn(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var shelf = await ShelfHost.StartAsync(database);

        await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(() => shelf.Transactor.WriteAsync(
            async (db, token) =>
            {
                var count = await db.Books.CountAsync(token);
                db.Books.Add(Book.Of($"{i} after {count}"));
            },
            CancellationToken.None))));

        Assert.Equal(32, await shelf.CountAsync());
    }

    [Fact]
    public async Task A_transient_failure_starts_the_work_again_on_a_fresh_context_without_what_the_first_attempt_wrote()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        var options = new DbContextOptionsBuilder<SqliteShelfDbContext>()
            .UseSqlite(database.ConnectionString, sqlite => sqlite.ExecutionStrategy(d => new RetryTimeouts(d))).Options;
        var contexts = new Factory(options);
        await using (var db = contexts.CreateDbContext())
        {
            await db.Database.EnsureCreatedAsync();
        }

        var told = new Listener();
        using var gate = new WriteGate<ShelfDbContext>(DatabaseProvider.Sqlite);
        var transactor = new Transactor<ShelfDbContext>(contexts, contexts, gate, [told]);
        var attempts = 0;
        await transactor.WriteAsync(
            async (db, token) =>
            {
                Assert.Empty(db.ChangeTracker.Entries());
                db.Books.Add(Book.Of($"attempt {++attempts}"));
                await db.SaveChangesAsync(token);
                if (attempts < 3)
                {
                    throw new TimeoutException("transient");
                }
            },
            CancellationToken.None);

        await using var after = contexts.CreateDbContext();
        Assert.Equal("attempt 3", (await after.Books.SingleAsync()).Title);
        Assert.Equal(1, told.Commits);
    }

    private sealed class Listener : ICommitListener<ShelfDbContext>
    {
        public int Commits { get; private set; }

        public void Committed(ShelfDbContext context) => Commits++;
    }

    private sealed class Factory(DbContextOptions<SqliteShelfDbContext> options) : IDbContextFactory<ShelfDbContext>, IWriteContexts<ShelfDbContext>
    {
        public ShelfDbContext CreateDbContext() => new SqliteShelfDbContext(options);

        public ShelfDbContext Create() => CreateDbContext();
    }

    private sealed class RetryTimeouts(ExecutionStrategyDependencies dependencies) : ExecutionStrategy(dependencies, 5, TimeSpan.FromMilliseconds(10))
    {
        protected override bool ShouldRetryOn(Exception exception) => exception is TimeoutException;
    }
}
