using System.Net;
using System.Net.Http.Headers;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Tests.Shelf;
using Clinic.Testing;
using Xunit;

namespace Clinic.ServiceDefaults.Tests;

public sealed class LocalTokensTests
{
    [Fact]
    public void The_key_is_made_once_and_only_its_owner_may_read_it()
    {
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "keys", "local.key");

        var keys = Enumerable.Range(0, 8).AsParallel()
            .Select(_ => Convert.ToBase64String(new LocalTokens(file, TimeProvider.System).Key().Key)).ToList();

        Assert.Single(keys.Distinct());
        Assert.Equal([file], Directory.GetFiles(Path.GetDirectoryName(file)!));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public void There_is_no_token_for_a_role_that_does_not_exist()
    {
        using var folder = new TempFolder();
        var tokens = new LocalTokens(Path.Combine(folder.Path, "local.key"), TimeProvider.System);

        Assert.Throws<ArgumentException>(() => tokens.Create("surgeon", TimeSpan.FromHours(1)));
    }

    [Fact]
    public async Task A_token_is_good_until_it_expires_by_the_hosts_clock()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using var shelf = await ShelfHost.StartAsync(database);
        var tokens = new LocalTokens(KeyFile(shelf), shelf.Host.Time);
        using var client = shelf.Host.Client(role: null);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.Create(Roles.Admin, TimeSpan.FromHours(1)));

        Assert.Equal(HttpStatusCode.Created, (await ShelfHost.PostAsync(client, new AddBook("x"))).StatusCode);
        shelf.Host.Advance(NodaTime.Duration.FromMinutes(62));
        Assert.Equal(HttpStatusCode.Unauthorized, (await ShelfHost.PostAsync(client, new AddBook("y"))).StatusCode);
    }

    [Fact]
    public async Task A_token_signed_with_another_key_is_refused()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using var shelf = await ShelfHost.StartAsync(database);
        using var folder = new TempFolder();
        var forged = new LocalTokens(Path.Combine(folder.Path, "other.key"), shelf.Host.Time).Create(Roles.Admin, TimeSpan.FromHours(1));
        using var client = shelf.Host.Client(role: null);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", forged);

        Assert.Equal(HttpStatusCode.Unauthorized, (await ShelfHost.PostAsync(client, new AddBook("x"))).StatusCode);
    }

    private static string KeyFile(ShelfHost shelf) => Path.Combine(
        Hosting.ClinicPaths.DataFolder((Microsoft.Extensions.Configuration.IConfiguration)shelf.Host.Services
            .GetService(typeof(Microsoft.Extensions.Configuration.IConfiguration))!),
        "keys",
        "local-token.key");
}
