using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Tests.Shelf;
using Clinic.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.ServiceDefaults.Tests;

public sealed class DbErrorsTests
{
    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Only_a_unique_or_primary_key_that_somebody_else_holds_is_a_unique_violation(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var shelf = await ShelfHost.StartAsync(database);
        var first = Book.Of("first");
        await AddAsync(shelf, first);

        Assert.True(DbErrors.IsUniqueViolation(await FailAsync(shelf, Book.Of("first"))));
        Assert.True(DbErrors.IsUniqueViolation(await FailAsync(shelf, new Book { Id = first.Id, Title = "same key" })));
        Assert.False(DbErrors.IsUniqueViolation(await FailAsync(shelf, new Book { Id = Guid.NewGuid(), Title = "check", Pages = 0 })));
        Assert.False(DbErrors.IsUniqueViolation(
            await FailAsync(shelf, new Book { Id = Guid.NewGuid(), Title = "foreign key", SequelOf = Guid.NewGuid() })));
    }

    [Fact]
    public void A_busy_or_full_database_is_unavailable_however_deep_the_cause_lies()
    {
        const int busy = 5;
        const int full = 13;
        const int constraint = 19;

        Assert.True(DbErrors.IsUnavailable(new DbUpdateException("", new SqliteException("busy", busy))));
        Assert.True(DbErrors.IsUnavailable(new InvalidOperationException("", new SqliteException("full", full))));
        Assert.False(DbErrors.IsUnavailable(new DbUpdateException("", new SqliteException("constraint", constraint))));
        Assert.False(DbErrors.IsUnavailable(new InvalidOperationException("something else")));
    }

    private static Task AddAsync(ShelfHost shelf, Book book) => shelf.Transactor.WriteAsync(
        (db, _) =>
        {
            db.Books.Add(book);
            return Task.CompletedTask;
        },
        CancellationToken.None);

    private static Task<DbUpdateException> FailAsync(ShelfHost shelf, Book book) =>
        Assert.ThrowsAsync<DbUpdateException>(() => AddAsync(shelf, book));
}
