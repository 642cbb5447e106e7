using System.Collections.Concurrent;
using Clinic.Notifications.Channels;
using Clinic.Notifications.Settings;
using Clinic.ServiceDefaults.Faults;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Notifications.Features.SendReminders;

/// <summary>Sends everything that is due: claim a batch, hand it over, settle it, until nothing is left.</summary>
internal sealed class ReminderDispatcher(
    ClaimDueReminders claim, SettleReminders settle, Senders senders, MessageSettings settings, InFlight inFlight, ILogger<ReminderDispatcher> log) : IDisposable
{
    // The minute's job and the sweep may meet; the second then finds nothing left.
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Sends what is due now by the clinic's clock.</summary>
    /// <returns>How many were handed over.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var sent = 0;
            while (await NextAsync(cancellationToken) is { Looked: > 0 } batch)
            {
                await SendAsync(batch, cancellationToken);
                sent += batch.ToSend.Count;
            }

            return sent;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<ClaimedBatch?> NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            var batch = await claim.RunAsync(cancellationToken);
            inFlight.Add(batch.ToSend.Select(m => m.Message.Attempt.AttemptId));
            return batch;
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another process or an event changed one of these rows meanwhile. Nothing was written; the next sweep looks again.
            log.LogInformation("Reminders changed while they were claimed; left to the next sweep");
            return null;
        }
    }

    private async Task SendAsync(ClaimedBatch batch, CancellationToken cancellationToken)
    {
        var attempts = batch.ToSend.Select(m => m.Message.Attempt.AttemptId).ToList();
        try
        {
            var results = new ConcurrentDictionary<Guid, SendResult>();
            var options = new ParallelOptions { MaxDegreeOfParallelism = settings.Parallelism, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(batch.ToSend, options, async (claimed, token) =>
                results[claimed.Message.Attempt.AttemptId] = await HandOverAsync(claimed, token));
            // What was handed over is written down even while the host is stopping.
            await settle.RunAsync(results, CancellationToken.None);
        }
        finally
        {
            inFlight.Remove(attempts);
        }
    }

    private async Task<SendResult> HandOverAsync(ClaimedMessage claimed, CancellationToken cancellationToken)
    {
        CrashPoints.Reach("reminder.before-send");
        var result = await CallAsync(claimed, cancellationToken);
        CrashPoints.Reach("reminder.after-send");
        return result;
    }

    private async Task<SendResult> CallAsync(ClaimedMessage claimed, CancellationToken cancellationToken)
    {
        try
        {
            return await senders.For(claimed.Channel).SendAsync(claimed.Message, cancellationToken);
        }
#pragma warning disable CA1031 // Whatever a provider's client throws, one message must not stop the others; its outcome is unknown.
        catch (Exception e)
#pragma warning restore CA1031
        {
            // The exception's text can hold the address; its type cannot.
            log.LogWarning("Reminder {ReminderId}: sending ended in {Exception}; its outcome is in doubt", claimed.ReminderId, e.GetType().Name);
            return new SendResult.Unknown(e.GetType().Name);
        }
    }
}
