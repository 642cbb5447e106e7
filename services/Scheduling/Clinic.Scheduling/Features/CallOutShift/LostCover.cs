using Clinic.Scheduling.Domain.Booking;
using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Domain.Sites;
using Clinic.Scheduling.Domain.Staffing;
using Clinic.Scheduling.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.CallOutShift;

/// <summary>A session that lost its cover.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Need">What it lacks.</param>
internal sealed record LostSession(Guid SessionId, CoverNeed Need);

/// <summary>Finds what a shift that is gone leaves without cover.</summary>
internal static class LostCover
{
    /// <summary>The sessions that are not over and overlap the shift: those of its monitor, and those for which the site's rule fails.</summary>
    public static async Task<IReadOnlyList<LostSession>> FindAsync(
        SchedulingDbContext db, Site site, Shift gone, Instant now, CancellationToken cancellationToken)
    {
        var sessions = await db.Sessions.AsNoTracking()
            .Where(s => s.SiteId == site.Id
                && s.StartsAt < gone.EndsAt
                && s.EndsAt > gone.StartsAt
                && s.EndsAt > now
                && (s.State == SessionState.Booked || s.State == SessionState.CheckedIn || s.State == SessionState.InProgress))
            .OrderBy(s => s.StartsAt).ThenBy(s => s.Id)
            .ToListAsync(cancellationToken);
        if (sessions.Count == 0)
        {
            return [];
        }

        var (from, until) = (sessions.Min(s => s.StartsAt), sessions.Max(s => s.EndsAt));
        var shifts = await db.Shifts.AsNoTracking()
            .Where(s => s.SiteId == site.Id && s.State == ShiftState.Planned && s.StartsAt < until && s.EndsAt > from)
            .ToListAsync(cancellationToken);
        Guid[] present = [.. shifts.Select(s => s.StaffId).Distinct()];
        var staff = await db.WholeStaff().Where(s => present.Contains(s.Id)).ToListAsync(cancellationToken);
        return [.. sessions.Select(s => new LostSession(s.Id, NeedOf(s, site, gone, staff, shifts))).Where(l => l.Need != CoverNeed.None)];
    }

    private static CoverNeed NeedOf(InfusionSession session, Site site, Shift gone, List<StaffMember> staff, List<Shift> shifts) =>
        // The shifts of one person don't overlap, so nothing else covers the part that is gone.
        session.MonitorId == gone.StaffId ? CoverNeed.Monitor
        : SiteCover.Holds(site, staff, shifts, session.StartsAt, session.EndsAt) ? CoverNeed.None
        : CoverNeed.SiteRule;
}
