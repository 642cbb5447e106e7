using Clinic.Scheduling.Domain.Calendars;
using Clinic.Scheduling.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.ReadCalendar;

/// <summary>Reads what a feed shows, and nothing beyond its one subject.</summary>
internal static class CalendarReader
{
    // What is long over only makes a subscription slow.
    private static readonly Duration Past = Duration.FromDays(60);

    public static async Task<IReadOnlyList<CalendarEntry>> ReadAsync(
        SchedulingDbContext db, CalendarFeed feed, Instant now, CancellationToken cancellationToken)
    {
        var entries = feed.StaffId is { } staffId
            ? await OfStaffAsync(db, staffId, now - Past, cancellationToken)
            : (await db.Sessions.AsNoTracking().Where(s => s.SeriesId == feed.SeriesId).ToListAsync(cancellationToken)).Select(CalendarEntry.OfPatient);
        return [.. entries.OrderBy(e => e.StartsAt).ThenBy(e => e.Id)];
    }

    private static async Task<IEnumerable<CalendarEntry>> OfStaffAsync(
        SchedulingDbContext db, Guid staffId, Instant since, CancellationToken cancellationToken)
    {
        var shifts = await db.Shifts.AsNoTracking().Where(s => s.StaffId == staffId && s.StartsAt >= since).ToListAsync(cancellationToken);
        var sessions = await db.Sessions.AsNoTracking().Where(s => s.MonitorId == staffId && s.StartsAt >= since).ToListAsync(cancellationToken);
        var sites = await db.Sites.AsNoTracking().ToDictionaryAsync(s => s.Id, s => s.Name, cancellationToken);
        var chairs = await db.Chairs.AsNoTracking().ToDictionaryAsync(c => c.Id, c => c.Name, cancellationToken);
        return shifts.Select(s => CalendarEntry.Of(s, sites[s.SiteId])).Concat(sessions.Select(s => CalendarEntry.OfMonitor(s, chairs[s.ChairId])));
    }
}
