namespace Clinic.Notifications.Domain.Sending;

/// <summary>How far a message got that a provider took. Reports arrive twice, late and out of order, so it only moves forward.</summary>
public enum DeliveryProgress
{
    /// <summary>The provider holds it.</summary>
    Queued,

    /// <summary>It was handed to the carrier.</summary>
    Sent,

    /// <summary>It arrived. Final.</summary>
    Delivered,

    /// <summary>It will not arrive. Final.</summary>
    Undelivered,
}

/// <summary>Rules on reports of delivery.</summary>
public static class Delivery
{
    /// <summary>Whether nothing follows.</summary>
    /// <param name="progress">How far it got.</param>
    public static bool IsFinal(DeliveryProgress? progress) => progress is DeliveryProgress.Delivered or DeliveryProgress.Undelivered;

    /// <summary>Whether a report says something new: the first final report counts, and nothing goes back.</summary>
    /// <param name="known">What earlier reports said; null before the first.</param>
    /// <param name="reported">What this one says.</param>
    public static bool Advances(DeliveryProgress? known, DeliveryProgress reported) =>
        known is null || (!IsFinal(known) && reported > known);
}
