using Clinic.Notifications.Channels;
using Clinic.ServiceDefaults.Faults;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Notifications.Features.SendReminders;

/// <summary>Sends everything that is due: claim a batch, hand it over, settle it, until nothing is left.</summary>
internal sealed class ReminderDispatcher(
    ClaimDueReminders claim, HandOverTogether together, HandOverOneByOne oneByOne, Senders senders, InFlight inFlight, ILogger<ReminderDispatcher> log)
    : IDisposable
{
    // The minute's job and the sweep may meet; the second then finds nothing left.
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Sends what is due now by the clinic's clock.</summary>
    /// <returns>How many were claimed to be handed over.</returns>
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
            CrashPoints.Reach("reminder.claimed");
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
            var byLookup = batch.ToSend.ToLookup(m => senders.For(m.Channel).AnswersLookups);
            await Task.WhenAll(
                together.RunAsync([.. byLookup[true]], cancellationToken), oneByOne.RunAsync([.. byLookup[false]], cancellationToken));
        }
        finally
        {
            inFlight.Remove(attempts);
        }
    }
}
