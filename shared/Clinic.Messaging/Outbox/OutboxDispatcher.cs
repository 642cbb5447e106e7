using Clinic.Messaging.Leases;
using Clinic.ServiceDefaults.Database;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Clinic.Messaging.Outbox;

/// <summary>
/// Sends what commits have added to a service's outbox. Crashing at any point sends a message again at worst, which the
/// inboxes drop: a row is marked only after the transport has confirmed it.
/// </summary>
internal sealed class OutboxDispatcher<TContext>(
    string service,
    OutboxStore<TContext> store,
    LeaseKeeper<TContext>? lease,
    OutboxSignal<TContext> signal,
    IMessageSender sender,
    MessagingOptions options,
    MessagingMetrics metrics,
    IClock clock,
    ILogger<OutboxDispatcher<TContext>> logger) : BackgroundService
    where TContext : ClinicDbContext
{
    private readonly TimeSpan _poll = TimeSpan.FromSeconds(options.PollSeconds);
    private readonly TimeSpan _renewal = TimeSpan.FromSeconds(options.LeaseSeconds / 4);
    private readonly TimeSpan _sendTimeout = TimeSpan.FromSeconds(options.SendTimeoutSeconds);

    /// <summary>Sends at most one batch.</summary>
    /// <returns>True when there may be more to send at once.</returns>
    public async Task<bool> DispatchAsync(CancellationToken cancellationToken)
    {
        if (!sender.IsReady || (lease is not null && !await lease.TryHoldAsync(cancellationToken)))
        {
            return false;
        }

        var rows = await store.ReadAsync(options.BatchSize, cancellationToken);
        if (rows.Count == 0)
        {
            return false;
        }

        var batch = new OutboxBatch(sender, options.SendConcurrency, _sendTimeout);
        try
        {
            await SendHoldingAsync(batch, rows, cancellationToken);
        }
        finally
        {
            // Also when the host stops in the middle: what was confirmed need not be sent again.
            await MarkAsync(batch);
        }

        return rows.Count == options.BatchSize && batch.Sent.Count > 0;
    }

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (lease is not null)
        {
            await lease.ReleaseAsync(cancellationToken);
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await DispatchAsync(stoppingToken))
                {
                }

                await MeasureAsync(stoppingToken);
                await signal.WaitAsync(_poll, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (DbErrors.IsDatabaseFailure(e))
            {
                logger.LogWarning(e, "The outbox of {Service} could not be read or marked; it is tried again", service);
                await Task.Delay(_poll, CancellationToken.None);
            }
        }
    }

    private async Task SendHoldingAsync(OutboxBatch batch, IReadOnlyList<OutboxMessage> rows, CancellationToken cancellationToken)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sending = batch.SendAsync(rows, lost.Token);
        try
        {
            while (lease is not null && await Task.WhenAny(sending, Task.Delay(_renewal, cancellationToken)) != sending)
            {
                if (!await lease.TryHoldAsync(cancellationToken))
                {
                    await lost.CancelAsync();
                }
            }
        }
        finally
        {
            await sending.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        if (!lost.IsCancellationRequested || cancellationToken.IsCancellationRequested)
        {
            await sending;
        }
    }

    private async Task MarkAsync(OutboxBatch batch)
    {
        if (batch.Sent.Count > 0)
        {
            await store.MarkSentAsync(batch.Sent, CancellationToken.None);
            metrics.Sent(service, batch.Sent.Count);
        }

        foreach (var (row, error) in batch.Failed)
        {
            logger.LogWarning(error, "Message {MessageId} of {Service} could not be sent", row.MessageId, service);
            if (sender.IsReady)
            {
                await store.MarkFailedAsync(row, error, CancellationToken.None);
            }
        }
    }

    private async Task MeasureAsync(CancellationToken cancellationToken)
    {
        var oldest = await store.OldestAsync(cancellationToken);
        metrics.OldestUnsent(service, oldest is { } since ? (clock.GetCurrentInstant() - since).TotalSeconds : 0);
    }
}
