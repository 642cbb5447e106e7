using System.Data.Common;
using Clinic.Scheduling.Domain.Planning;
using Clinic.ServiceDefaults.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Persistence;

/// <summary>
/// Inserts and releases claims. They bypass the change tracker: a series is over a hundred rows that nobody reads back, and one
/// statement of many rows is what both engines do fastest.
/// </summary>
internal static class SlotClaims
{
    // Under SQL Server's 1,000 rows a statement, with the last run of at most a day's 96 slots or more; a row needs four parameters at most, so also
    // under its 2,100.
    private const int RowsPerStatement = 500;

    /// <summary>Claims the slots of sessions whose rows are already in the transaction.</summary>
    /// <param name="db">The transaction's context.</param>
    /// <param name="claims">The claims with the session that makes each.</param>
    /// <param name="now">The present: holds that are over by now make way.</param>
    /// <param name="cancellationToken">Abandons the transaction.</param>
    /// <returns>True when all are ours; false when somebody holds one, and the transaction must then be rolled back.</returns>
    public static Task<bool> TryInsertAsync(
        SchedulingDbContext db, IEnumerable<(PlannedClaim Claim, Guid SessionId)> claims, Instant now, CancellationToken cancellationToken) =>
        TryInsertAsync(db, "SessionId", claims, now, cancellationToken);

    /// <summary>As <see cref="TryInsertAsync(SchedulingDbContext, IEnumerable{ValueTuple{PlannedClaim, Guid}}, Instant, CancellationToken)"/>, for a hold.</summary>
    public static Task<bool> TryHoldAsync(
        SchedulingDbContext db, IEnumerable<PlannedClaim> claims, Guid holdId, Instant now, CancellationToken cancellationToken) =>
        TryInsertAsync(db, "HoldId", claims.Select(claim => (claim, holdId)), now, cancellationToken);

    private static async Task<bool> TryInsertAsync(
        SchedulingDbContext db,
        string holder,
        IEnumerable<(PlannedClaim Claim, Guid Holder)> claims,
        Instant now,
        CancellationToken cancellationToken)
    {
        // Everybody claims in the order of the key, so that two bookings wait for one another and never each for the other.
        foreach (var statement in Statements(db, holder, ClaimRun.Of(claims)))
        {
            // Rarely is a hold in the way that is over by now: it is looked for only when something is in the way. Both engines
            // undo the refused statement alone, so that the second attempt is the same statement again.
            if (!await TryExecuteAsync(db, statement, cancellationToken)
                && (!await HoldClaims.EndExpiredAsync(db, now, cancellationToken) || !await TryExecuteAsync(db, statement, cancellationToken)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>One for each run where statements stay compiled and no network lies between; else as few as possible.</summary>
    private static IEnumerable<ClaimStatement> Statements(SchedulingDbContext db, string holder, IReadOnlyList<ClaimRun> runs)
    {
        if (KeptStatements.Keeps(db))
        {
            return runs.Select(run => ClaimStatement.OfOne(holder, run));
        }

        var slots = 0;
        return runs.GroupBy(run => (slots += run.Length) / RowsPerStatement).Select(group => new ClaimStatement(holder, group));
    }

    private static async Task<bool> TryExecuteAsync(SchedulingDbContext db, ClaimStatement statement, CancellationToken cancellationToken)
    {
        try
        {
            await db.ExecuteKeptAsync(statement.Text, statement.Values, cancellationToken);
            return true;
        }
        catch (DbException e) when (DbErrors.IsUniqueViolation(e))
        {
            return false;
        }
    }

    /// <summary>Gives back everything that sessions hold, and marks it for those who wait.</summary>
    /// <param name="db">The transaction's context.</param>
    /// <param name="sessionIds">The sessions.</param>
    /// <param name="cancellationToken">Abandons the transaction.</param>
    public static async Task ReleaseAsync(SchedulingDbContext db, IReadOnlyCollection<Guid> sessionIds, CancellationToken cancellationToken)
    {
        await FreedPlaces.MarkSessionsAsync(db, sessionIds, cancellationToken);
        await db.Claims.Where(c => c.SessionId != null && sessionIds.Contains(c.SessionId.Value)).ExecuteDeleteAsync(cancellationToken);
    }
}
