namespace Clinic.Notifications.Domain.Reminders;

/// <summary>What a message is for. Patients decide per channel and purpose.</summary>
public enum Purpose
{
    /// <summary>Bookings and the days around a visit.</summary>
    Appointments,

    /// <summary>Forms to read and sign before a visit.</summary>
    Consent,

    /// <summary>Weeks and months after the last visit.</summary>
    FollowUp,

    /// <summary>Invoices. Kept apart: a health-care reminder must carry no billing content.</summary>
    Billing,
}
