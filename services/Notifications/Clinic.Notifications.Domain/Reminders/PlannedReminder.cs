using NodaTime;

namespace Clinic.Notifications.Domain.Reminders;

/// <summary>A message that should reach a patient, before its time is fitted into the allowed hours.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="WantedAt">The ideal time.</param>
/// <param name="NotAfter">Exclusive end: it is of no use from here on.</param>
public sealed record PlannedReminder(ReminderKind Kind, Instant WantedAt, Instant NotAfter);
