using System.Security.Cryptography;
using System.Text.Json;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using NodaTime;

namespace Clinic.Scheduling.Features.ReadCalendar;

/// <summary>Entries as iCalendar (RFC 5545). Times are in UTC: an instant needs no zone, and shows in the reader's own.</summary>
internal static class CalendarText
{
    // Names no clinic: a program may show it.
    private const string Product = "-//Appointments//1.0//EN";

    /// <summary>The calendar as text.</summary>
    /// <param name="entries">What it shows.</param>
    /// <param name="now">When it was made; every entry's DTSTAMP.</param>
    public static string Write(IReadOnlyList<CalendarEntry> entries, Instant now)
    {
        var calendar = new Ical.Net.Calendar { ProductId = Product, Method = "PUBLISH" };
        foreach (var entry in entries)
        {
            calendar.Events.Add(EventOf(entry, now));
        }

        return new CalendarSerializer().SerializeToString(calendar)
            ?? throw new InvalidOperationException("The calendar could not be written.");
    }

    /// <summary>The entity tag: the same as long as the entries are, whenever they are asked for.</summary>
    /// <param name="entries">What the calendar shows.</param>
    public static string TagOf(IReadOnlyList<CalendarEntry> entries)
    {
        var shown = entries.Select(e => new { e.Id, e.Version, Start = e.StartsAt.ToUnixTimeTicks(), End = e.EndsAt.ToUnixTimeTicks(), e.Summary, e.IsCancelled });
        return $"\"{Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(shown)))}\"";
    }

    private static CalendarEvent EventOf(CalendarEntry entry, Instant now) => new()
    {
        Uid = entry.Id.ToString(),
        Sequence = entry.Version,
        DtStamp = At(now),
        Start = At(entry.StartsAt),
        End = At(entry.EndsAt),
        Summary = entry.Summary,
        Status = entry.IsCancelled ? "CANCELLED" : "CONFIRMED",
    };

    private static CalDateTime At(Instant instant) => new(instant.ToDateTimeUtc(), CalDateTime.UtcTzId);
}
