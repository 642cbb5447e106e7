using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Clinic.Notifications.Tests.Rig;

/// <summary>An SMTP server on a free port that answers the end of a message as a test says.</summary>
internal sealed class SmtpStandIn : IAsyncDisposable
{
    /// <summary>Takes the message and then breaks the connection without answering.</summary>
    public const string TakeAndHangUp = "";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public SmtpStandIn()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public ConcurrentQueue<string> Messages { get; } = new();

    /// <summary>The answer to the end of a message.</summary>
    public string Answer { get; set; } = "250 taken";

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

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
            using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            await TalkAsync(client);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 stand-in");
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            if (line.StartsWith("DATA", StringComparison.Ordinal))
            {
                await writer.WriteLineAsync("354 go on");
                Messages.Enqueue(await BodyAsync(reader));
                if (Answer == TakeAndHangUp)
                {
                    return;
                }

                await writer.WriteLineAsync(Answer);
                continue;
            }

            await writer.WriteLineAsync(line.StartsWith("EHLO", StringComparison.Ordinal) ? "250-stand-in\r\n250 8BITMIME" : "250 ok");
            if (line.StartsWith("QUIT", StringComparison.Ordinal))
            {
                return;
            }
        }
    }

    private async Task<string> BodyAsync(StreamReader reader)
    {
        var body = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line and not ".")
        {
            body.AppendLine(line);
        }

        return body.ToString();
    }
}
