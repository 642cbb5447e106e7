using System.Collections.Concurrent;
using Clinic.Notifications.Channels;
using Clinic.Notifications.Settings;
using Clinic.ServiceDefaults.Faults;

namespace Clinic.Notifications.Features.SendReminders;

/// <summary>
/// Hands over several messages at a time and settles them in one transaction. Only for providers that can be asked later: a crash
/// leaves the whole batch open, and the provider's list then tells what it got.
/// </summary>
internal sealed class HandOverTogether(HandOver handOver, SettleReminders settle, MessageSettings settings)
{
    public async Task RunAsync(IReadOnlyCollection<ClaimedMessage> messages, CancellationToken cancellationToken)
    {
        if (messages.Count == 0)
        {
            return;
        }

        var results = new ConcurrentDictionary<Guid, SendResult>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = settings.Parallelism, CancellationToken = cancellationToken };
        try
        {
            await Parallel.ForEachAsync(messages, options, async (claimed, token) =>
                results[claimed.Message.Attempt.AttemptId] = await handOver.RunAsync(claimed, token));
        }
        finally
        {
            // What was handed over is written down even while the host is stopping.
            CrashPoints.Reach("reminder.before-settle");
            await settle.RunAsync(results, CancellationToken.None);
            CrashPoints.Reach("reminder.settled");
        }
    }
}
