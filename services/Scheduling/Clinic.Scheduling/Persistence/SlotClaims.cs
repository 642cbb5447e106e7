using System.Data.Common;
using System.Globalization;
using System.Text;
using Clinic.Scheduling.Domain.Planning;
using Clinic.ServiceDefaults.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Scheduling.Persistence;

/// <summary>
/// Inserts and releases claims. They bypass the change tracker: a series is over a hundred rows that nobody reads back, and one
/// statement of many rows is what both engines do fastest.
/// </summary>
internal static class SlotClaims
{
    // Four parameters a row: under SQL Server's 2,100 parameters and 1,000 rows a statement, and far under SQLite's 32,766.
    private const int RowsPerStatement = 500;
    private const int ParametersPerRow = 4;

    /// <summary>Claims the slots of sessions whose rows are already in the transaction.</summary>
    /// <param name="db">The transaction's context.</param>
    /// <param name="claims">The claims with the session that makes each.</param>
    /// <param name="cancellationToken">Abandons the transaction.</param>
    /// <returns>True when all are ours; false when somebody holds one, and the transaction must then be rolled back.</returns>
    public static async Task<bool> TryInsertAsync(
        SchedulingDbContext db, IEnumerable<(PlannedClaim Claim, Guid SessionId)> claims, CancellationToken cancellationToken)
    {
        // Everybody claims in the order of the key, so that two bookings wait for one another and never each for the other.
        var ordered = claims.OrderBy(c => c.Claim.ResourceId).ThenBy(c => c.Claim.Lane).ThenBy(c => c.Claim.Slot);
        try
        {
            foreach (var chunk in ordered.Chunk(RowsPerStatement))
            {
                await db.Database.ExecuteSqlRawAsync(Statement(chunk.Length), Parameters(chunk), cancellationToken);
            }

            return true;
        }
        catch (DbException e) when (DbErrors.IsUniqueViolation(e))
        {
            return false;
        }
    }

    /// <summary>Gives back everything that sessions hold.</summary>
    /// <param name="db">The transaction's context.</param>
    /// <param name="sessionIds">The sessions.</param>
    /// <param name="cancellationToken">Abandons the transaction.</param>
    public static Task ReleaseAsync(SchedulingDbContext db, IReadOnlyCollection<Guid> sessionIds, CancellationToken cancellationToken) =>
        db.Claims.Where(c => sessionIds.Contains(c.SessionId)).ExecuteDeleteAsync(cancellationToken);

    private static string Statement(int rows)
    {
        var sql = new StringBuilder("INSERT INTO SlotClaims (ResourceId, Lane, Slot, SessionId) VALUES ");
        for (var row = 0; row < rows; row++)
        {
            var first = row * ParametersPerRow;
            sql.Append(row == 0 ? "" : ", ")
                .Append(CultureInfo.InvariantCulture, $"({{{first}}}, {{{first + 1}}}, {{{first + 2}}}, {{{first + 3}}})");
        }

        return sql.ToString();
    }

    private static object[] Parameters(IEnumerable<(PlannedClaim Claim, Guid SessionId)> claims) =>
        [.. claims.SelectMany(c => new object[] { c.Claim.ResourceId, c.Claim.Lane, c.Claim.Slot, c.SessionId })];
}
