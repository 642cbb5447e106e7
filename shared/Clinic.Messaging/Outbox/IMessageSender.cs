namespace Clinic.Messaging.Outbox;

/// <summary>Hands messages to the transport.</summary>
internal interface IMessageSender
{
    /// <summary>True while the transport is started and takes messages.</summary>
    bool IsReady { get; }

    /// <summary>Sends a message; returns when the transport has confirmed that it keeps it.</summary>
    Task SendAsync(OutboxMessage message, CancellationToken cancellationToken);
}
