using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Clinic.Testing.Brokers;

/// <summary>
/// A RabbitMQ node of a test's own, that it may kill and start again: own ports, own data, from the installed package.
/// </summary>
public sealed class BrokerNode : IAsyncDisposable
{
    private const string Packages = "/usr/lib/rabbitmq/lib";
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly TempFolder _folder = new();
    private readonly int _port = FreePort();
    private readonly int _distributionPort = FreePort();
    private readonly int _epmdPort = FreePort();
    private Process? _process;

    private BrokerNode()
    {
    }

    /// <summary>Why tests that need it are skipped.</summary>
    public const string SkipReason = "RabbitMQ is not installed here, so a test cannot start a node of its own to stop it.";

    /// <summary>True when a node can be started, for <c>SkipUnless</c>.</summary>
    public static bool IsInstalled => Program is not null;

    /// <summary>Where it listens, also while it is down.</summary>
    public Uri Uri => new($"amqp://guest:guest@127.0.0.1:{_port}/");

    private static string? Program => Directory.Exists(Packages)
        ? Directory.EnumerateFiles(Packages, "rabbitmq-server", SearchOption.AllDirectories).FirstOrDefault()
        : null;

    /// <summary>A node that is not started yet.</summary>
    public static BrokerNode Create() => new();

    /// <summary>Starts it, or starts it again on the same data; returns when it takes connections.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo(Program ?? throw new InvalidOperationException(SkipReason))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "plugins"), "[].");
        foreach (var (name, value) in Environment())
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Eventually.TrueAsync("the broker takes connections", TakesConnectionsAsync, StartLimit);
    }

    /// <summary>Ends it without warning, as a power cut would.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
            _process = null;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        using var epmd = Process.Start(new ProcessStartInfo("epmd", ["-port", Text(_epmdPort), "-kill"]) { RedirectStandardOutput = true });
        await (epmd?.WaitForExitAsync() ?? Task.CompletedTask);
        _folder.Dispose();
    }

    private Dictionary<string, string> Environment() => new()
    {
        ["HOME"] = _folder.Path,
        ["RABBITMQ_NODENAME"] = $"clinic-test-{_port}@localhost",
        ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_NODE_PORT"] = Text(_port),
        ["RABBITMQ_DIST_PORT"] = Text(_distributionPort),
        ["ERL_EPMD_PORT"] = Text(_epmdPort),
        ["ERL_EPMD_RELAXED_COMMAND_CHECK"] = "1",
        ["RABBITMQ_MNESIA_BASE"] = Path.Combine(_folder.Path, "data"),
        ["RABBITMQ_LOG_BASE"] = Path.Combine(_folder.Path, "log"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(_folder.Path, "plugins"),
        ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(_folder.Path, "none"),
        ["RABBITMQ_PID_FILE"] = Path.Combine(_folder.Path, "pid"),
    };

    // The broker greets a client that has sent the protocol's header; before that the port may be open without a broker behind it.
    private async Task<bool> TakesConnectionsAsync()
    {
        using var client = new TcpClient();
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1));
            await client.ConnectAsync(IPAddress.Loopback, _port, limit.Token);
            var stream = client.GetStream();
            await stream.WriteAsync("AMQP\0\0\u0009\u0001"u8.ToArray(), limit.Token);
            return await stream.ReadAsync(new byte[1], limit.Token) == 1;
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException)
        {
            return false;
        }
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
