using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Clinic.Testing.Mail;

/// <summary>Stands between a client and a real SMTP server, passes the conversation on line by line, and injects faults.</summary>
public sealed class FaultySmtp : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _server;
    private readonly Func<SmtpFault> _weather;
    private readonly Task _serving;
    private int _lostAnswers;

    /// <summary>Starts it on a free port.</summary>
    /// <param name="server">The real server's port.</param>
    /// <param name="weather">What happens to the next message; asked once for each.</param>
    public FaultySmtp(int server, Func<SmtpFault> weather)
    {
        (_server, _weather) = (server, weather);
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Where it listens.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many messages the server took whose answer was not passed on.</summary>
    public int LostAnswers => _lostAnswers;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            _ = Task.Run(() => TalkAsync(client));
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _server);
                using var ours = new Line(client.GetStream());
                using var theirs = new Line(server.GetStream());
                await PassOnAsync(ours, theirs);
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // Either side hung up, as a process that is killed does.
            }
        }
    }

    private async Task PassOnAsync(Line client, Line server)
    {
        await AnswerAsync(server, client);
        var fault = SmtpFault.None;
        while (await client.ReadAsync(_stop.Token) is { } command)
        {
            if (command.StartsWith("MAIL FROM", StringComparison.OrdinalIgnoreCase) && (fault = _weather()) is SmtpFault.Busy)
            {
                await client.WriteAsync("451 4.3.0 come again");
                continue;
            }

            if (fault is SmtpFault.ResetBefore && command.StartsWith("RCPT", StringComparison.OrdinalIgnoreCase))
            {
                return;
            }

            await server.WriteAsync(command);
            if (await AnswerAsync(server, client) == "354")
            {
                await ContentAsync(client, server);
                if (fault is SmtpFault.ResetAfter)
                {
                    await server.ReadAsync(_stop.Token);
                    Interlocked.Increment(ref _lostAnswers);
                    return;
                }

                await AnswerAsync(server, client);
            }
        }
    }

    private async Task ContentAsync(Line client, Line server)
    {
        var content = new StringBuilder();
        string? line;
        while ((line = await client.ReadAsync(_stop.Token)) is not null and not ".")
        {
            content.Append(line).Append("\r\n");
        }

        // A client that died in the middle leaves the server without an end, as without us.
        await server.WriteAsync(line is null ? throw new IOException("The client is gone.") : content.Append('.').ToString());
    }

    private async Task<string> AnswerAsync(Line server, Line client)
    {
        string line;
        do
        {
            line = await server.ReadAsync(_stop.Token) ?? throw new IOException("The server is gone.");
            await client.WriteAsync(line);
        }
        while (line.Length > 3 && line[3] == '-');

        return line[..3];
    }

    private sealed class Line(NetworkStream stream) : IDisposable
    {
        private readonly StreamReader _reader = new(stream, Encoding.Latin1);
        private readonly StreamWriter _writer = new(stream, Encoding.Latin1, leaveOpen: true) { NewLine = "\r\n", AutoFlush = true };

        public async Task<string?> ReadAsync(CancellationToken cancellationToken) => await _reader.ReadLineAsync(cancellationToken);

        public Task WriteAsync(string line) => _writer.WriteLineAsync(line);

        public void Dispose()
        {
            _reader.Dispose();
            _writer.Dispose();
        }
    }
}
