using Clinic.Scheduling.Domain.Staffing;
using Clinic.Scheduling.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.GuardCover;

/// <summary>A member of staff lost a credential, or it ends earlier: every shift still to come may promise less.</summary>
internal static class CredentialLoss
{
    /// <summary>Flags what it leaves without cover and announces it by shift; the change itself is in the context, saved or not.</summary>
    /// <returns>Every session that was flagged.</returns>
    public static async Task<IReadOnlyList<Guid>> FlagAsync(
        SchedulingDbContext db, Guid staffId, Instant now, CancellationToken cancellationToken)
    {
        var shifts = await db.Shifts.AsNoTracking()
            .Where(s => s.StaffId == staffId && s.State == ShiftState.Planned && s.EndsAt > now)
            .OrderBy(s => s.Id).ToListAsync(cancellationToken);
        foreach (var shift in shifts)
        {
            await CoverGuard.RenewStampAsync(db, shift.Id, cancellationToken);
        }

        var flagged = new List<Guid>();
        foreach (var shift in shifts.OrderBy(s => s.StartsAt))
        {
            var lost = await CoverGuard.FlagAsync(db, shift.SiteId, shift.StartsAt, shift.EndsAt, now, cancellationToken);
            db.PublishCoverageLost(shift, lost, now);
            flagged.AddRange(lost.Select(l => l.SessionId));
        }

        return flagged;
    }
}
