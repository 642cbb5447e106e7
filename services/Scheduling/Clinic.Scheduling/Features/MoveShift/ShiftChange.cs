using Clinic.Scheduling.Domain.Staffing;
using Clinic.Scheduling.Features.GuardCover;
using Clinic.Scheduling.Features.PlanShift;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.MoveShift;

/// <summary>A shift that was changed, and what that leaves without cover.</summary>
/// <param name="Shift">The shift as it is now.</param>
/// <param name="SessionIds">Every session that needs cover now.</param>
internal sealed record ChangedShiftView(ShiftView Shift, IReadOnlyList<Guid> SessionIds);

/// <summary>What shortening, moving and deleting a shift have in common.</summary>
internal static class ShiftChange
{
    /// <summary>Changes a planned shift that is not over, flags what it leaves without cover, and announces it.</summary>
    /// <param name="db">The transaction's context.</param>
    /// <param name="id">The shift.</param>
    /// <param name="now">The present.</param>
    /// <param name="change">Changes the shift, or says why not; its row is locked by then.</param>
    /// <param name="cancellationToken">Abandons the transaction.</param>
    public static async Task<Outcome<ChangedShiftView>> RunAsync(
        SchedulingDbContext db,
        Guid id,
        Instant now,
        Func<Shift, CancellationToken, Task<Refusal?>> change,
        CancellationToken cancellationToken)
    {
        await CoverGuard.RenewStampAsync(db, id, cancellationToken);
        if (await db.Shifts.SingleOrDefaultAsync(s => s.Id == id, cancellationToken) is not { } shift)
        {
            return Refusal.NotFound("shift", "id");
        }

        if (shift.State != ShiftState.Planned || shift.EndsAt <= now)
        {
            return Refusal.Rule("wrong-state", "The shift no longer stands, or is over.");
        }

        // All that is lost lies within the old times; what new times give back is reviewed.
        var (from, until) = (shift.StartsAt, shift.EndsAt);
        if (await change(shift, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var lost = await CoverGuard.FlagAsync(db, shift.SiteId, from, until, now, cancellationToken);
        db.PublishCoverageLost(shift, lost, now);
        if (shift.StartsAt < from || shift.EndsAt > until)
        {
            await CoverGuard.ReviewAsync(db, shift.SiteId, shift.StartsAt, shift.EndsAt, now, cancellationToken);
            await db.Entry(shift).ReloadAsync(cancellationToken);
        }

        var site = await db.Sites.AsNoTracking().SingleAsync(s => s.Id == shift.SiteId, cancellationToken);
        return new ChangedShiftView(ShiftView.Of(shift, site.Zone), [.. lost.Select(l => l.SessionId)]);
    }
}
