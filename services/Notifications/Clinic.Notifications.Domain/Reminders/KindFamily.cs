namespace Clinic.Notifications.Domain.Reminders;

/// <summary>Kinds that share their rules.</summary>
public enum KindFamily
{
    /// <summary>A series was booked.</summary>
    BookingConfirmation,

    /// <summary>Some hours before a visit.</summary>
    SessionReminder,

    /// <summary>The day after a visit.</summary>
    CheckIn,

    /// <summary>Months after the last visit of a series.</summary>
    FollowUp,

    /// <summary>A form waits to be read and signed.</summary>
    ConsentRequest,

    /// <summary>That form is still unsigned.</summary>
    ConsentChase,

    /// <summary>An invoice was issued.</summary>
    InvoiceIssued,

    /// <summary>A place is free for somebody who waits, until a moment that is near.</summary>
    WaitlistOffer,

    /// <summary>That place went to somebody else, or the time to answer is over.</summary>
    WaitlistEnd,
}
