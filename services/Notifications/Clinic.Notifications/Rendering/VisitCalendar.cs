using Clinic.Notifications.Persistence;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using NodaTime;

namespace Clinic.Notifications.Rendering;

/// <summary>
/// The visits of a series as iCalendar (RFC 5545), for a patient's own calendar. No drug, no diagnosis and no clinic: a calendar lies open
/// on screens. Keys and versions are those of the calendar links, so an entry that is imported twice stays one.
/// </summary>
internal static class VisitCalendar
{
    private const string Product = "-//Appointments//1.0//EN";

    /// <summary>The calendar as text.</summary>
    /// <param name="visits">Visits with a start and an end.</param>
    /// <param name="now">When it was made.</param>
    public static string Write(IEnumerable<TrackedSession> visits, Instant now)
    {
        var calendar = new Ical.Net.Calendar { ProductId = Product, Method = "PUBLISH" };
        foreach (var visit in visits.Where(v => v.StartsAt is not null && v.EndsAt is not null))
        {
            calendar.Events.Add(new CalendarEvent
            {
                Uid = visit.SessionId.ToString(),
                Sequence = visit.SessionVersion,
                DtStamp = At(now),
                Start = At(visit.StartsAt!.Value),
                End = At(visit.EndsAt!.Value),
                Summary = "Appointment",
                Status = "CONFIRMED",
            });
        }

        return new CalendarSerializer().SerializeToString(calendar)
            ?? throw new InvalidOperationException("The calendar could not be written.");
    }

    private static CalDateTime At(Instant instant) => new(instant.ToDateTimeUtc(), CalDateTime.UtcTzId);
}
