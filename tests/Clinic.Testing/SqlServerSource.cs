using System.Net.Sockets;
using Microsoft.Data.SqlClient;
using Testcontainers.MsSql;

namespace Clinic.Testing;

/// <summary>Where tests get a SQL Server from.</summary>
internal static class SqlServerSource
{
    private const string Image = "mcr.microsoft.com/mssql/server:2022-latest";
    private const string Placeholder = "{database}";
    private static readonly Lazy<bool> Docker = new(DockerAnswers);
    private static readonly Lazy<Task<string>> Server = new(StartAsync);

    public static bool IsThere => Named is not null || Docker.Value;

    private static string? Named =>
        Environment.GetEnvironmentVariable(TestDatabases.SqlServerVariable) is { Length: > 0 } value ? value : null;

    /// <summary>A connection string for a database that is not there yet.</summary>
    public static async Task<string> NewDatabaseAsync()
    {
        var name = $"clinic_test_{Guid.NewGuid():N}";
        var server = await Server.Value;
        return server.Contains(Placeholder, StringComparison.Ordinal)
            ? server.Replace(Placeholder, name, StringComparison.Ordinal)
            : new SqlConnectionStringBuilder(server) { InitialCatalog = name }.ConnectionString;
    }

    private static async Task<string> StartAsync()
    {
        if (Named is { } named)
        {
            return named;
        }

        // Testcontainers' own reaper removes it when the test process has ended.
        var container = new MsSqlBuilder(Image).Build();
        await container.StartAsync();
        return container.GetConnectionString();
    }

    private static bool DockerAnswers()
    {
        const string socket = "/var/run/docker.sock";
        if (Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 })
        {
            return true;
        }

        if (!File.Exists(socket))
        {
            return false;
        }

        try
        {
            using var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            connection.Connect(new UnixDomainSocketEndPoint(socket));
            return true;
        }
        catch (SocketException)
        {
            // The file is left from an engine that does not run.
            return false;
        }
    }
}
