using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Tests.Shelf;
using Clinic.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;
using Xunit;

namespace Clinic.ServiceDefaults.Tests.Database;

/// <summary>SQLite's writer keeps its connection and its statements; nobody may notice but by the time it takes.</summary>
public sealed class WriterConnectionTests
{
    [Fact]
    public async Task A_transaction_that_was_left_open_does_not_become_part_of_the_next_one()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using var shelf = await ShelfHost.StartAsync(database);

        await Assert.ThrowsAnyAsync<Exception>(() => shelf.Transactor.WriteAsync(
            (db, _) =>
            {
                var handle = ((SqliteConnection)db.Database.GetDbConnection()).Handle;
                raw.sqlite3_exec(handle, "ROLLBACK; BEGIN; UPDATE Books SET Title = 'left over'");
                throw new InvalidOperationException("after a statement that went behind the back of the transaction");
            },
            CancellationToken.None));
        await AddAsync(shelf, Book.Of("next"));

        Assert.Equal("next", (await shelf.ReadAsync(db => db.Books.SingleAsync())).Title);
    }

    [Fact]
    public async Task Every_write_is_made_with_the_settings_of_a_fresh_connection()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using var shelf = await ShelfHost.StartAsync(database);

        var seen = await shelf.Transactor.WriteAsync(
            async (db, token) => (
                await db.Database.SqlQueryRaw<int>("SELECT synchronous AS Value FROM pragma_synchronous").SingleAsync(token),
                await db.Database.SqlQueryRaw<int>("SELECT foreign_keys AS Value FROM pragma_foreign_keys").SingleAsync(token)),
            CancellationToken.None);

        Assert.Equal((2, 1), seen);
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_statement_that_was_refused_runs_again_with_other_values_and_what_went_before_it_stays(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var shelf = await ShelfHost.StartAsync(database);
        var (first, second) = (Book.Of("first"), Book.Of("second"));
        await AddAsync(shelf, first, second);
        var rename = new SqlText("UPDATE Books SET Pages = 7, SequelOf = @p1 WHERE Id = @p0");

        await shelf.Transactor.WriteAsync(
            async (db, token) =>
            {
                Assert.Equal(1, await db.ExecuteKeptAsync(rename, [first.Id, second.Id], token));
                await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => db.ExecuteKeptAsync(rename, [second.Id, Guid.NewGuid()], token));
                Assert.Equal(1, await db.ExecuteKeptAsync(rename, [second.Id, first.Id], token));
            },
            CancellationToken.None);

        var books = await shelf.ReadAsync(db => db.Books.ToDictionaryAsync(b => b.Title, b => b.SequelOf));
        Assert.Equal((second.Id, first.Id), (books["first"], books["second"]));
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Rows_given_directly_are_inserted_with_the_added_ones_and_after_what_they_refer_to(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var shelf = await ShelfHost.StartAsync(database);

        for (var round = 0; round < 3; round++)
        {
            var (added, direct) = (Book.Of($"added {round}"), Book.Of($"direct {round}"));
            await shelf.Transactor.WriteAsync(
                async (db, token) =>
                {
                    db.Books.Add(added);
                    await db.InsertAddedAsync([direct], token);
                    Assert.Equal(EntityState.Unchanged, db.Entry(added).State);
                    Assert.Equal(EntityState.Detached, db.Entry(direct).State);
                },
                CancellationToken.None);
        }

        Assert.Equal(6, await shelf.CountAsync());
    }

    private static Task AddAsync(ShelfHost shelf, params Book[] books) => shelf.Transactor.WriteAsync(
        (db, _) =>
        {
            db.Books.AddRange(books);
            return Task.CompletedTask;
        },
        CancellationToken.None);
}
