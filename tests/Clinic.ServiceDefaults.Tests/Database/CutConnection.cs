using System.Net;
using System.Net.Sockets;
using Microsoft.Data.SqlClient;

namespace Clinic.ServiceDefaults.Tests.Database;

/// <summary>Stands between a test and SQL Server, and hangs up when told to; whoever connects afterwards gets through again.</summary>
internal sealed class CutConnection : IDisposable
{
    private const int DefaultPort = 1433;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<TcpClient> _open = [];
    private readonly string _host;
    private readonly int _port;

    public CutConnection(string connectionString)
    {
        var server = new SqlConnectionStringBuilder(connectionString);
        var parts = server.DataSource.Replace("tcp:", "", StringComparison.OrdinalIgnoreCase).Split(',');
        (_host, _port) = (parts[0], parts.Length > 1 ? int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) : DefaultPort);
        _listener.Start();
        server.DataSource = $"127.0.0.1,{((IPEndPoint)_listener.LocalEndpoint).Port}";
        // The driver's own reconnecting would hide the cut from the code under test.
        server.ConnectRetryCount = 0;
        ConnectionString = server.ConnectionString;
        _ = AcceptAsync();
    }

    /// <summary>Goes through here.</summary>
    public string ConnectionString { get; }

    public void Cut()
    {
        lock (_open)
        {
            _open.ForEach(client => client.Dispose());
            _open.Clear();
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        Cut();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var near = await _listener.AcceptTcpClientAsync(_stop.Token);
                var far = new TcpClient();
                lock (_open)
                {
                    _open.AddRange([near, far]);
                }

                await far.ConnectAsync(_host, _port, _stop.Token);
                _ = CopyAsync(near, far);
                _ = CopyAsync(far, near);
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    private static async Task CopyAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream());
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut: what was under way is lost, as intended.
        }

        to.Dispose();
    }
}
