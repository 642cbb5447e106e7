using Clinic.Notifications.Domain.Sending;

namespace Clinic.Notifications.Channels.Twilio;

/// <summary>Reads Twilio's message statuses (twilio.com/docs/messaging/api/message-resource, "Message status values").</summary>
internal static class TwilioStatus
{
    /// <summary>How far a message got, or null for a status that says nothing about it.</summary>
    public static DeliveryProgress? Read(string? status) => status switch
    {
        "accepted" or "scheduled" or "queued" or "sending" => DeliveryProgress.Queued,
        "sent" => DeliveryProgress.Sent,
        "delivered" or "read" => DeliveryProgress.Delivered,
        "undelivered" or "failed" or "canceled" => DeliveryProgress.Undelivered,
        _ => null,
    };
}
