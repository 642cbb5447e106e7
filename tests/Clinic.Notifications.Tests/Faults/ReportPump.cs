using System.Threading.Channels;
using Clinic.Testing.Twilio;

namespace Clinic.Notifications.Tests.Faults;

/// <summary>Reports on messages as a provider on a bad day: twice, in the wrong order, also while the service is down.</summary>
internal sealed class ReportPump : IAsyncDisposable
{
    private const int Workers = 4;
    private const int Tries = 60;
    private static readonly string[][] Orders =
        [["sent", "delivered"], ["delivered", "sent", "delivered"], ["queued", "delivered", "delivered", "sent"], ["delivered", "undelivered"]];

    private readonly Channel<TakenMessage> _taken = Channel.CreateUnbounded<TakenMessage>();
    private readonly CancellationTokenSource _stop = new();
    private readonly HttpClient _client;
    private readonly Task _working;
    private int _reports;

    public ReportPump(Uri service)
    {
        _client = new HttpClient { BaseAddress = service };
        var caller = new TwilioCaller(_client);
        _working = Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(() => WorkAsync(caller))));
    }

    /// <summary>How many reports arrived.</summary>
    public int Reports => _reports;

    /// <summary>Reports on every second message.</summary>
    public void Add(TakenMessage message)
    {
        if (message.Sid[^1] % 2 == 0)
        {
            _taken.Writer.TryWrite(message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task WorkAsync(TwilioCaller caller)
    {
        await foreach (var message in _taken.Reader.ReadAllAsync(_stop.Token))
        {
            foreach (var status in Orders[message.Sid[^2] % Orders.Length])
            {
                await ReportAsync(caller, message, status);
            }
        }
    }

    private async Task ReportAsync(TwilioCaller caller, TakenMessage message, string status)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            try
            {
                using var answer = await caller.ReportAsync(message, status);
                if (answer.IsSuccessStatusCode)
                {
                    Interlocked.Increment(ref _reports);
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // The service was just killed; the provider comes again.
            }

            await Task.Delay(250, _stop.Token);
        }
    }
}
