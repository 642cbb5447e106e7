using Clinic.Notifications.Domain.Reminders;

namespace Clinic.Notifications.Channels;

/// <summary>Hands messages to a provider.</summary>
internal interface IMessageSender
{
    /// <summary>How they travel.</summary>
    Channel Channel { get; }

    /// <summary>The provider's name in attempts.</summary>
    string Provider { get; }

    /// <summary>Whether it tells later if the message arrived.</summary>
    bool ReportsDelivery => false;

    /// <summary>Whether it can be asked for a message whose answer was lost. One that cannot gets a single message at a time.</summary>
    bool AnswersLookups => true;

    /// <summary>How many messages it can take over while a claim lasts.</summary>
    int BatchLimit => int.MaxValue;

    /// <summary>Hands a message over, at most once: what it cannot tell it reports as unknown and does not repeat.</summary>
    Task<SendResult> SendAsync(OutgoingMessage message, CancellationToken cancellationToken);

    /// <summary>Asks what became of a try whose answer was lost.</summary>
    Task<Trace> FindAsync(LostTry lost, CancellationToken cancellationToken);

    /// <summary>Asks how far a message got that it took.</summary>
    /// <returns>Null when it cannot tell.</returns>
    Task<DeliveryReport?> AskAsync(string reference, CancellationToken cancellationToken) => Task.FromResult<DeliveryReport?>(null);
}

/// <summary>Sends text messages.</summary>
internal interface ISmsSender : IMessageSender;

/// <summary>Sends emails.</summary>
internal interface IEmailSender : IMessageSender;
