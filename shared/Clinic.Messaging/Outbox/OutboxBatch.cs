using System.Collections.Concurrent;
using Clinic.ServiceDefaults.Faults;

namespace Clinic.Messaging.Outbox;

/// <summary>Sends some rows: those of one aggregate strictly one after the other, different aggregates at the same time.</summary>
internal sealed class OutboxBatch(IMessageSender sender, int concurrency, TimeSpan timeout)
{
    private readonly ConcurrentQueue<Guid> _sent = new();
    private readonly ConcurrentQueue<(OutboxMessage Row, Exception Error)> _failed = new();

    /// <summary>Rows that the transport has confirmed.</summary>
    public IReadOnlyCollection<Guid> Sent => _sent;

    /// <summary>Rows that failed; what follows them in their aggregate was not tried.</summary>
    public IReadOnlyCollection<(OutboxMessage Row, Exception Error)> Failed => _failed;

    public Task SendAsync(IEnumerable<OutboxMessage> rows, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        rows.GroupBy(row => row.AggregateId),
        new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellationToken },
        (aggregate, token) => SendInOrderAsync(aggregate, token));

    private async ValueTask SendInOrderAsync(IEnumerable<OutboxMessage> aggregate, CancellationToken cancellationToken)
    {
        foreach (var row in aggregate)
        {
            if (!await TrySendAsync(row, cancellationToken))
            {
                return;
            }
        }
    }

    private async Task<bool> TrySendAsync(OutboxMessage row, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            CrashPoints.Reach("outbox.before-publish");
            await sender.SendAsync(row, limit.Token);
            CrashPoints.Reach("outbox.after-publish");
            _sent.Enqueue(row.Id);
            return true;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever it was, the row says so, and is tried again: no failure here may end the dispatcher.
            _failed.Enqueue((row, e));
            return false;
        }
    }
}
