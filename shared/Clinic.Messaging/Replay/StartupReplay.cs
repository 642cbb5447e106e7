using Clinic.Messaging.Outbox;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Clinic.Messaging.Replay;

/// <summary>
/// Runs before the bus starts. The in-memory transport has forgotten what was in flight when the process ended: what a
/// consumer has not seen is marked to be sent again. On a broker nothing is forgotten, and only the numbering is continued.
/// </summary>
internal sealed class StartupReplay(
    IEnumerable<IMessageStore> stores, UnseenMessages unseen, MessagingOptions options, ILogger<StartupReplay> logger) : IHostedService
{
    private const int ChunkSize = 500;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var store in stores)
        {
            if (options.Transport == TransportKind.InMemory)
            {
                await ReplayAsync(store, cancellationToken);
            }

            OutboxSequence.ContinueAfter(await store.LastUnsentSequenceAsync(cancellationToken));
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task ReplayAsync(IMessageStore store, CancellationToken cancellationToken)
    {
        var lost = new List<Guid>();
        await foreach (var chunk in store.SentAsync(before: null, cancellationToken).Chunk(ChunkSize).WithCancellation(cancellationToken))
        {
            lost.AddRange(await unseen.FindAsync(chunk, cancellationToken));
        }

        foreach (var chunk in lost.Chunk(ChunkSize))
        {
            await store.MarkUnsentAsync(chunk, cancellationToken);
        }

        if (lost.Count > 0)
        {
            logger.LogInformation("{Count} messages of {Service} were in flight when the process ended; they are sent again", lost.Count, store.Service);
        }
    }
}
