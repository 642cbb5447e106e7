using System.Net;
using System.Net.Sockets;
using Clinic.ServiceDefaults.Database;
using Clinic.Testing;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Xunit;

namespace Clinic.ServiceDefaults.Tests.Database;

public class UnavailableSqlServerTests
{
    [Fact]
    public async Task A_server_that_refuses_the_connection_is_unavailable()
    {
        var refused = await Assert.ThrowsAsync<SqlException>(() => OpenAsync(Listener(start: false)));

        Assert.True(DbErrors.IsUnavailable(refused));
        Assert.True(DbErrors.IsUnavailable(new RetryLimitExceededException("too often", refused)));
        Assert.True(DbErrors.IsDatabaseFailure(new RetryLimitExceededException("too often", refused)));
    }

    [Fact]
    public async Task A_server_that_hangs_up_is_unavailable()
    {
        var listener = Listener(start: true);
        var hangingUp = Task.Run(async () => (await listener.AcceptTcpClientAsync()).Dispose());

        var dropped = await Assert.ThrowsAsync<SqlException>(() => OpenAsync(listener));

        await hangingUp;
        listener.Dispose();
        Assert.True(DbErrors.IsUnavailable(dropped));
    }

    [Theory]
    [MemberData(nameof(SqlServerOnly))]
    public async Task A_pool_without_a_free_connection_means_unavailable(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var db = new NotesContext(database.Use(new DbContextOptionsBuilder()).Options);
        await db.Database.EnsureCreatedAsync();
        var one = new SqlConnectionStringBuilder(database.ConnectionString) { MaxPoolSize = 1, ConnectTimeout = 1 };
        await using var held = new SqlConnection(one.ConnectionString);
        await held.OpenAsync();
        await using var waiting = new SqlConnection(one.ConnectionString);

        var exhausted = await Assert.ThrowsAsync<InvalidOperationException>(() => waiting.OpenAsync());

        Assert.True(DbErrors.IsUnavailable(exhausted));
        Assert.True(DbErrors.IsDatabaseFailure(exhausted));
    }

    [Fact]
    public void A_mistake_of_our_own_is_no_failure_of_the_database() =>
        Assert.False(DbErrors.IsDatabaseFailure(new InvalidOperationException("a mistake")));

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> SqlServerOnly =>
        TestDatabases.All.Where(row => row.Data == DatabaseProvider.SqlServer);

    private static TcpListener Listener(bool start)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        if (!start)
        {
            listener.Stop();
        }

        return listener;
    }

    private static async Task OpenAsync(TcpListener listener)
    {
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await using var connection = new SqlConnection($"Server=127.0.0.1,{port};User ID=x;Password=y;Encrypt=false;ConnectRetryCount=0;Connect Timeout=5");
        await connection.OpenAsync();
    }
}
