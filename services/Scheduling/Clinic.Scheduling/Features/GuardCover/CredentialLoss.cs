using Clinic.Scheduling.Domain.Staffing;
using Clinic.Scheduling.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.GuardCover;

/// <summary>A member of staff lost a credential, or it ends earlier: every shift still to come may promise less. And the other way round.</summary>
internal static class CredentialLoss
{
    /// <summary>Flags what it leaves without cover and announces it by shift; the change itself is in the context, saved or not.</summary>
    /// <returns>Every session that was flagged.</returns>
    public static async Task<IReadOnlyList<Guid>> FlagAsync(
        SchedulingDbContext db, Guid staffId, Instant now, CancellationToken cancellationToken)
    {
        var shifts = await ToCome(db, staffId, now).ToListAsync(cancellationToken);
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

    /// <summary>After a credential was given or holds longer: takes down the flags of what is covered again.</summary>
    public static async Task ReviewAsync(SchedulingDbContext db, Guid staffId, Instant now, CancellationToken cancellationToken)
    {
        foreach (var shift in await ToCome(db, staffId, now).ToListAsync(cancellationToken))
        {
            await CoverGuard.ReviewAsync(db, shift.SiteId, shift.StartsAt, shift.EndsAt, now, cancellationToken);
        }
    }

    private static IQueryable<Shift> ToCome(SchedulingDbContext db, Guid staffId, Instant now) => db.Shifts.AsNoTracking()
        .Where(s => s.StaffId == staffId && s.State == ShiftState.Planned && s.EndsAt > now).OrderBy(s => s.Id);
}
