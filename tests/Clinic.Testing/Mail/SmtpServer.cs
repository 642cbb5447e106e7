using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Xunit;

namespace Clinic.Testing.Mail;

/// <summary>
/// A real SMTP server as a process of its own: Debian's aiosmtpd, which writes what it takes into a Maildir. A test on a machine without it
/// is skipped with that reason.
/// </summary>
public sealed partial class SmtpServer : IAsyncDisposable
{
    private const string Python = "/usr/bin/python3";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly Lazy<bool> IsThere = new(Probe);
    private readonly Process _process;
    private readonly TempFolder _folder;

    private SmtpServer(Process process, TempFolder folder, int port) => (_process, _folder, Port) = (process, folder, port);

    /// <summary>Where it listens on the loopback interface.</summary>
    public int Port { get; }

    /// <summary>Starts it, or skips the test.</summary>
    public static async Task<SmtpServer> StartAsync()
    {
        Assert.SkipUnless(IsThere.Value, "No SMTP server: install Debian's python3-aiosmtpd.");
        var folder = new TempFolder();
        var port = ServiceProcess.FreeAddress().Port;
        var process = Process.Start(new ProcessStartInfo(
            Python, ["-m", "aiosmtpd", "-n", "-l", $"127.0.0.1:{port}", "-c", "aiosmtpd.handlers.Mailbox", Path.Combine(folder.Path, "mail")])
        {
            RedirectStandardError = true,
        })!;
        var server = new SmtpServer(process, folder, port);
        await server.ServesAsync();
        return server;
    }

    /// <summary>How many messages it took for each address.</summary>
    public Dictionary<string, int> TakenByAddress() => Files()
        .Select(file => Recipient().Match(File.ReadAllText(file)).Groups["to"].Value)
        .GroupBy(to => to, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);

    /// <summary>What it took, as it came.</summary>
    public IReadOnlyList<string> Messages() => [.. Files().Select(File.ReadAllText)];

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    private string[] Files()
    {
        var arrived = Path.Combine(_folder.Path, "mail", "new");
        return Directory.Exists(arrived) ? Directory.GetFiles(arrived) : [];
    }

    private async Task ServesAsync()
    {
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException) when (watch.Elapsed < Patience && !_process.HasExited)
            {
                // Not yet.
            }
        }
    }

    private static bool Probe()
    {
        if (!File.Exists(Python))
        {
            return false;
        }

        using var process = Process.Start(new ProcessStartInfo(Python, ["-c", "import aiosmtpd"]) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    // The envelope's recipient, which aiosmtpd notes in a header of its own.
    [GeneratedRegex(@"^X-RcptTo: (?<to>\S+)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Recipient();
}
