using Clinic.Notifications.Channels;
using Clinic.ServiceDefaults.Faults;

namespace Clinic.Notifications.Features.SendReminders;

/// <summary>
/// Hands over one message after the other to a provider that cannot be asked later, such as an SMTP server. Before each call one
/// transaction settles the message before it and notes that this one is on its way: a crash leaves at most one in doubt.
/// </summary>
internal sealed class HandOverOneByOne(HandOver handOver, SettleReminders settle)
{
    public async Task RunAsync(IReadOnlyList<ClaimedMessage> messages, CancellationToken cancellationToken)
    {
        var before = new Dictionary<Guid, SendResult>();
        var next = 0;
        try
        {
            while (next < messages.Count && !cancellationToken.IsCancellationRequested)
            {
                var message = messages[next++];
                var attemptId = message.Message.Attempt.AttemptId;
                var ours = await settle.RunAsync(before, attemptId, cancellationToken);
                CrashPoints.Reach("reminder.noted");
                before = [];
                if (ours)
                {
                    before[attemptId] = await handOver.RunAsync(message, CancellationToken.None);
                    CrashPoints.Reach("reminder.handed-over");
                }
            }
        }
        finally
        {
            // What had no turn any more is given back; what was handed over is written down even while the host is stopping.
            foreach (var rest in messages.Skip(next))
            {
                before[rest.Message.Attempt.AttemptId] = new SendResult.HeldBack("stopping");
            }

            await settle.RunAsync(before, CancellationToken.None);
        }
    }
}
