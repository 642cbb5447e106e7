namespace Clinic.Notifications.Domain.Reminders;

/// <summary>How a message travels.</summary>
public enum Channel
{
    /// <summary>A text message to a phone.</summary>
    Sms,

    /// <summary>An email.</summary>
    Email,
}
