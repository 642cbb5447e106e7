using Clinic.Scheduling.Domain.Calendars;

namespace Clinic.Scheduling.Features.LinkCalendar;

/// <summary>A secret link to a calendar; the link itself is shown once, when it is made.</summary>
/// <param name="Id">Key; names it when it is revoked.</param>
/// <param name="StaffId">Whose shifts and sessions it shows, or null.</param>
/// <param name="SeriesId">The series it shows, or null.</param>
/// <param name="CreatedAt">When it was made, UTC.</param>
/// <param name="RevokedAt">When it was revoked, UTC, or null while it works.</param>
/// <param name="Url">The link, only in the answer that makes it: whoever has it reads the calendar without a token.</param>
internal sealed record CalendarFeedView(
    Guid Id, Guid? StaffId, Guid? SeriesId, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt, string? Url)
{
    public static CalendarFeedView Of(CalendarFeed feed, string? url = null) => new(
        feed.Id, feed.StaffId, feed.SeriesId, feed.CreatedAt.ToDateTimeOffset(), feed.RevokedAt?.ToDateTimeOffset(), url);
}
