using System.Collections.Concurrent;
using Clinic.Scheduling.Domain.Planning;
using Clinic.Scheduling.Domain.Staffing;
using Clinic.Scheduling.Features.FindPlace;
using Clinic.Scheduling.Features.Shared;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Database;
using NodaTime;

namespace Clinic.Scheduling.Features.BookSeries;

/// <summary>Takes what sessions need, or finds that somebody else was faster.</summary>
internal static class Claiming
{
    /// <summary>By number of shifts.</summary>
    private static readonly ConcurrentDictionary<int, SqlText> Touches = [];

    /// <summary>
    /// Touches every shift the placement stands on. The touch locks the row until the booking has committed, so that a call-out comes
    /// wholly before (then the condition fails) or wholly after (then it sees the booking and flags it). The condition asks for the
    /// stamp, which whatever takes cover away renews, and not for the version: another booking is no reason to refuse this one.
    /// </summary>
    /// <returns>False when one of them no longer promises what was seen; roll back then.</returns>
    public static async Task<bool> TryTouchShiftsAsync(
        SchedulingDbContext db, IReadOnlyList<Guid> stamps, CancellationToken cancellationToken)
    {
        var touched = await db.ExecuteKeptAsync(Touch(stamps.Count), [.. stamps.Cast<object>()], cancellationToken);
        return touched == stamps.Count;
    }

    /// <summary>Claims chair and monitor as planned, and the patient: nobody can be in two chairs at once.</summary>
    /// <param name="db">The transaction's context; the sessions' rows are in it already.</param>
    /// <param name="placement">The planned sessions.</param>
    /// <param name="patientId">The patient.</param>
    /// <param name="sessionIds">The keys of the sessions, in the placement's order.</param>
    /// <param name="now">The present: holds that are over by now make way.</param>
    /// <param name="cancellationToken">Abandons the transaction.</param>
    /// <returns>False when somebody holds one of the slots; roll back then.</returns>
    public static Task<bool> TryClaimAsync(
        SchedulingDbContext db,
        Placement placement,
        Guid patientId,
        IReadOnlyList<Guid> sessionIds,
        Instant now,
        CancellationToken cancellationToken) =>
        SlotClaims.TryInsertAsync(
            db,
            placement.Sessions.SelectMany((session, at) => session.Claims
                .Concat(Enumerable.Range(session.Stay.Start, session.Stay.Length).Select(slot => new PlannedClaim(patientId, 0, slot)))
                .Select(claim => (claim, sessionIds[at]))),
            now,
            cancellationToken);

    /// <summary>By hand, because EF Core writes a statement with a list anew each time, which takes longer than the statement does.</summary>
    private static SqlText Touch(int shifts) => Touches.GetOrAdd(shifts, static count => new SqlText(
        $"UPDATE Shifts SET Version = Version + 1 WHERE State = '{nameof(ShiftState.Planned)}' AND Stamp IN ("
        + string.Join(", ", Enumerable.Range(0, count).Select(at => $"@p{at.Text()}")) + ")"));
}
