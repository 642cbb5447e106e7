using System.Net;
using System.Net.Sockets;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Tests.Shelf;
using Clinic.Testing;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace Clinic.ServiceDefaults.Tests.Database;

public sealed class ReadinessTests
{
    [Fact]
    public async Task A_server_that_takes_the_connection_and_says_nothing_is_reported_before_the_asker_gives_up()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var settings = new Dictionary<string, string>
        {
            ["Clinic:Database:Provider"] = nameof(DatabaseProvider.SqlServer),
            ["Clinic:Database:MigrateAtStart"] = "false",
            ["ConnectionStrings:Shelf"] =
                $"Server=127.0.0.1,{((IPEndPoint)silent.LocalEndpoint).Port};User ID=x;Password=y;Encrypt=false;Connect Timeout=60",
            ["Logging:LogLevel:Default"] = "None",
        };
        await using var host = await ServiceHost.StartAsync("shelf", AddShelf, _ => { }, new ServiceHostOptions { Settings = settings });
        using var client = host.Client();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live", patience.Token)).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/health/ready", patience.Token)).StatusCode);
    }

    private static void AddShelf(WebApplicationBuilder builder) =>
        builder.AddClinicDatabase<ShelfDbContext, SqliteShelfDbContext, SqlServerShelfDbContext>("Shelf");
}
