using Clinic.Notifications.Domain.Reminders;

namespace Clinic.Notifications.Channels;

/// <summary>Hands messages to a provider.</summary>
internal interface IMessageSender
{
    /// <summary>How they travel.</summary>
    Channel Channel { get; }

    /// <summary>The provider's name in attempts.</summary>
    string Provider { get; }

    /// <summary>Hands a message over, at most once: what it cannot tell it reports as unknown and does not repeat.</summary>
    Task<SendResult> SendAsync(OutgoingMessage message, CancellationToken cancellationToken);

    /// <summary>Asks what became of a try whose answer was lost.</summary>
    Task<Trace> FindAsync(AttemptKey attempt, CancellationToken cancellationToken);
}

/// <summary>Sends text messages.</summary>
internal interface ISmsSender : IMessageSender;

/// <summary>Sends emails.</summary>
internal interface IEmailSender : IMessageSender;
