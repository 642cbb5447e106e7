using Clinic.Messaging.Replay;
using Clinic.ServiceDefaults.Database;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Clinic.Messaging.Retention;

/// <summary>
/// Forgets messages after <c>Clinic:Messaging:RetentionDays</c>, in small transactions. With the in-memory transport an
/// outbox row stays until every consumer has seen it, and its inbox rows stay as long as it does: otherwise a replay at
/// start would repeat an effect.
/// </summary>
internal sealed class RetentionCleaner(
    IEnumerable<IMessageStore> stores,
    UnseenMessages unseen,
    MessagingOptions options,
    TimeProvider time,
    IClock clock,
    ILogger<RetentionCleaner> logger) : BackgroundService
{
    private const int ChunkSize = 500;
    private const int MaxKept = 1000;
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);
    private readonly IMessageStore[] _stores = [.. stores];

    /// <summary>Deletes everything that is old enough.</summary>
    public async Task CleanAsync(CancellationToken cancellationToken)
    {
        var before = clock.GetCurrentInstant() - Duration.FromDays(options.RetentionDays);
        var kept = new List<Guid>();
        foreach (var store in _stores)
        {
            await CleanOutboxAsync(store, before, cancellationToken);
            kept.AddRange(await store.KeptAsync(before, MaxKept, cancellationToken));
        }

        if (kept.Count >= MaxKept)
        {
            logger.LogWarning("At least {Count} old messages are still unsent or unseen; inboxes are not cleaned until they are through", kept.Count);
            return;
        }

        foreach (var store in _stores)
        {
            while (await store.DeleteInboxAsync(before, ChunkSize, kept, cancellationToken) == ChunkSize)
            {
            }
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Pause, time, stoppingToken);
                await CleanAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (DbErrors.IsDatabaseFailure(e))
            {
                logger.LogWarning(e, "Old messages could not be deleted; it is tried again");
            }
        }
    }

    private async Task CleanOutboxAsync(IMessageStore store, Instant before, CancellationToken cancellationToken)
    {
        var old = new List<Guid>();
        await foreach (var chunk in store.SentAsync(before, cancellationToken).Chunk(ChunkSize).WithCancellation(cancellationToken))
        {
            var keep = options.Transport == TransportKind.InMemory ? await unseen.FindAsync(chunk, cancellationToken) : [];
            old.AddRange(chunk.Select(m => m.RowId).Where(id => !keep.Contains(id)));
        }

        foreach (var chunk in old.Chunk(ChunkSize))
        {
            await store.DeleteOutboxAsync(chunk, cancellationToken);
        }
    }
}
