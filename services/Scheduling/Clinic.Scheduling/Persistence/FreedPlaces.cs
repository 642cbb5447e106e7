using Clinic.Scheduling.Domain.Planning;
using Clinic.Scheduling.Domain.Staffing;
using Clinic.Scheduling.Domain.Waitlist;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Persistence;

/// <summary>
/// Marks what becomes free, for those who wait. Rows are only added: a count in one row of a site would make everybody who frees
/// something there wait for one another.
/// </summary>
internal static class FreedPlaces
{
    /// <summary>Marks in the caller's transaction that something may be free at a site.</summary>
    /// <param name="db">The transaction's context.</param>
    /// <param name="siteId">The site.</param>
    /// <param name="from">Where it begins, inclusive, or null for any time.</param>
    /// <param name="until">Where it ends, exclusive, or null for any time.</param>
    public static void Mark(SchedulingDbContext db, Guid siteId, Instant? from = null, Instant? until = null) =>
        db.FreedPlaces.Add(new FreedPlace { Id = NewId.NextGuid(), SiteId = siteId, From = from, Until = until });

    /// <summary>Marks what sessions claim, before they give it back.</summary>
    public static async Task MarkSessionsAsync(
        SchedulingDbContext db, IReadOnlyCollection<Guid> sessionIds, CancellationToken cancellationToken)
    {
        // By the claims and not by the sessions' times, which may have been changed already.
        var freed = from claim in db.Claims
                    where claim.SessionId != null && sessionIds.Contains(claim.SessionId.Value)
                    join session in db.Sessions on claim.SessionId equals session.Id
                    group claim.Slot by session.SiteId into slots
                    select new { SiteId = slots.Key, First = slots.Min(), Last = slots.Max() };
        foreach (var f in await freed.ToListAsync(cancellationToken))
        {
            Mark(db, f.SiteId, Slots.StartOf(f.First), Slots.StartOf(f.Last + 1));
        }
    }

    /// <summary>Marks what holds claim, before they give it back.</summary>
    public static async Task MarkHoldsAsync(SchedulingDbContext db, IReadOnlyCollection<Guid> holdIds, CancellationToken cancellationToken)
    {
        var freed = from claim in db.Claims
                    where claim.HoldId != null && holdIds.Contains(claim.HoldId.Value)
                    join hold in db.Holds on claim.HoldId equals hold.Id
                    group claim.Slot by hold.SiteId into slots
                    select new { SiteId = slots.Key, First = slots.Min(), Last = slots.Max() };
        foreach (var f in await freed.ToListAsync(cancellationToken))
        {
            Mark(db, f.SiteId, Slots.StartOf(f.First), Slots.StartOf(f.Last + 1));
        }
    }

    /// <summary>Marks every site at which a member of staff, who can do more now, is still to work.</summary>
    public static async Task MarkStaffAsync(SchedulingDbContext db, Guid staffId, Instant now, CancellationToken cancellationToken)
    {
        var sites = await db.Shifts.Where(s => s.StaffId == staffId && s.State == ShiftState.Planned && s.EndsAt > now)
            .GroupBy(s => s.SiteId).Select(g => new { SiteId = g.Key, From = g.Min(s => s.StartsAt), Until = g.Max(s => s.EndsAt) })
            .ToListAsync(cancellationToken);
        sites.ForEach(s => Mark(db, s.SiteId, s.From, s.Until));
    }
}
