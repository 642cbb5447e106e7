using System.Net;
using System.Net.Http.Json;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Tests.Shelf;
using Clinic.Testing;
using Xunit;

namespace Clinic.ServiceDefaults.Tests;

public sealed class CommandsTests
{
    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task The_same_key_and_body_get_the_first_answer_and_have_one_effect(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var shelf = await ShelfHost.StartAsync(database);
        using var client = shelf.Host.Client();

        using var first = await ShelfHost.PostAsync(client, new AddBook("one"), "key");
        using var second = await ShelfHost.PostAsync(client, new AddBook("one"), "key");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, second.StatusCode));
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal(1, await shelf.CountAsync());
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task The_same_key_at_the_same_instant_has_one_effect_and_one_answer(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var shelf = await ShelfHost.StartAsync(database);
        using var client = shelf.Host.Client();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => ShelfHost.PostAsync(client, new AddBook("one"), "key")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        var bodies = await Task.WhenAll(answers.Select(a => a.Content.ReadFromJsonAsync<BookAdded>()));
        Assert.Single(bodies.Distinct());
        Assert.Equal(1, await shelf.CountAsync());
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task The_same_key_with_another_body_is_refused_and_changes_nothing(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var shelf = await ShelfHost.StartAsync(database);
        using var client = shelf.Host.Client();

        await ShelfHost.PostAsync(client, new AddBook("one"), "key");
        using var other = await ShelfHost.PostAsync(client, new AddBook("two"), "key");

        await Problem.AssertAsync(other, HttpStatusCode.UnprocessableEntity, "idempotency-key-reused", "Idempotency-Key");
        Assert.Equal(1, await shelf.CountAsync());
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_key_means_something_only_to_its_own_caller(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var shelf = await ShelfHost.StartAsync(database);
        using var admin = shelf.Host.Client();
        using var desk = shelf.Host.Client(Roles.FrontDesk);

        using var first = await ShelfHost.PostAsync(admin, new AddBook("one"), "key");
        using var second = await ShelfHost.PostAsync(desk, new AddBook("two"), "key");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, second.StatusCode));
        Assert.Equal(2, await shelf.CountAsync());
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_refusal_is_not_kept_so_that_the_key_may_be_used_again(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var shelf = await ShelfHost.StartAsync(database);
        using var client = shelf.Host.Client();

        using var refused = await ShelfHost.PostAsync(client, new AddBook(null), "key");
        using var mended = await ShelfHost.PostAsync(client, new AddBook("one"), "key");

        await Problem.AssertAsync(refused, HttpStatusCode.BadRequest, "validation", "title");
        Assert.Equal(HttpStatusCode.Created, mended.StatusCode);
    }

    [Theory]
    [InlineData(ShelfHost.BeforeCommit)]
    [InlineData(ShelfHost.AfterCommit)]
    public async Task A_crash_between_effect_and_answer_leaves_one_effect_when_the_caller_repeats(string point)
    {
        using var folder = new TempFolder();
        await CrashChild.RunAsync(folder.Path, point);

        var database = TestDatabase.Existing(DatabaseProvider.Sqlite, CrashChild.ConnectionString(folder.Path));
        await using var shelf = await ShelfHost.StartAsync(database, folder.Path);
        Assert.Equal(point == ShelfHost.AfterCommit ? 1 : 0, await shelf.CountAsync());
        using var client = shelf.Host.Client();
        using var answer = await ShelfHost.PostAsync(client, CrashChild.Book, CrashChild.Key);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal(1, await shelf.CountAsync());
        var added = await answer.Content.ReadFromJsonAsync<BookAdded>();
        Assert.Equal(added!.Id, (await shelf.ReadAsync(db => Task.FromResult(db.Books.Single()))).Id);
    }
}
