using Clinic.Scheduling.Domain.Holds;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Persistence;

/// <summary>
/// Ends holds whose time is over and gives their slots back. Whoever finds one in the way does it, in its own transaction, so that nobody
/// is refused over a hold that is past; a recurring job does it for the holds that nobody asks about.
/// </summary>
internal static class HoldClaims
{
    /// <summary>Ends them.</summary>
    /// <param name="db">The transaction's context.</param>
    /// <param name="now">The present; a hold ends at its <see cref="Hold.ExpiresAt"/>.</param>
    /// <param name="cancellationToken">Abandons the transaction.</param>
    /// <returns>Whether there were any.</returns>
    public static async Task<bool> EndExpiredAsync(SchedulingDbContext db, Instant now, CancellationToken cancellationToken)
    {
        var over = await db.Holds.Where(h => h.State == HoldState.Held && h.ExpiresAt <= now).Select(h => h.Id).ToListAsync(cancellationToken);
        if (over.Count == 0)
        {
            return false;
        }

        await db.Holds.Where(h => over.Contains(h.Id) && h.State == HoldState.Held).ExecuteUpdateAsync(
            h => h.SetProperty(x => x.State, HoldState.Expired).SetProperty(x => x.Version, x => x.Version + 1), cancellationToken);
        await FreedPlaces.MarkHoldsAsync(db, over, cancellationToken);
        // Only of those that are over now: one that was confirmed since the look has no claims of its own any more.
        await db.Claims.Where(c => c.HoldId != null && over.Contains(c.HoldId.Value)).ExecuteDeleteAsync(cancellationToken);
        return true;
    }

    /// <summary>Moves a hold that still holds to another state and gives its slots back; one of several callers succeeds.</summary>
    /// <param name="db">The transaction's context.</param>
    /// <param name="holdId">The hold.</param>
    /// <param name="to">Its new state.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancellationToken">Abandons the transaction.</param>
    /// <returns>False when it does not hold any longer.</returns>
    public static async Task<bool> TryCloseAsync(
        SchedulingDbContext db, Guid holdId, HoldState to, Instant now, CancellationToken cancellationToken)
    {
        // The condition is the race's referee: the row is locked from here on, and only one caller finds it held.
        var closed = await db.Holds.Where(h => h.Id == holdId && h.State == HoldState.Held && h.ExpiresAt > now).ExecuteUpdateAsync(
            h => h.SetProperty(x => x.State, to).SetProperty(x => x.Version, x => x.Version + 1), cancellationToken);
        if (closed == 0)
        {
            return false;
        }

        if (to != HoldState.Confirmed)
        {
            // What is confirmed is claimed again in the same transaction.
            await FreedPlaces.MarkHoldsAsync(db, [holdId], cancellationToken);
        }

        await db.Claims.Where(c => c.HoldId == holdId).ExecuteDeleteAsync(cancellationToken);
        return true;
    }
}
