using Clinic.Notifications.Domain.Reminders;

namespace Clinic.Notifications.Channels;

/// <summary>The sender of each channel.</summary>
internal sealed class Senders(ISmsSender sms, IEmailSender email)
{
    /// <summary>The sender of a channel.</summary>
    public IMessageSender For(Channel channel) => channel switch
    {
        Channel.Sms => sms,
        Channel.Email => email,
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "There is no sender for this channel."),
    };
}
