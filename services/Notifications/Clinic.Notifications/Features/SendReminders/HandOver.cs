using Clinic.Notifications.Channels;
using Clinic.ServiceDefaults.Faults;

namespace Clinic.Notifications.Features.SendReminders;

/// <summary>Calls the provider for one message and reports whatever comes back, without ever throwing.</summary>
internal sealed class HandOver(Senders senders, ILogger<HandOver> log)
{
    public async Task<SendResult> RunAsync(ClaimedMessage claimed, CancellationToken cancellationToken)
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
