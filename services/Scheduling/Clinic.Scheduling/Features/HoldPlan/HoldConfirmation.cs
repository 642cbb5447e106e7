using Clinic.Scheduling.Domain.Holds;
using Clinic.Scheduling.Features.BookSeries;
using Clinic.Scheduling.Features.ReadSeries;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.HoldPlan;

/// <summary>
/// Turns a hold into a series in one transaction: the hold's claims are given back and the same sessions are booked like any exact
/// request. So what changed since (a shift called out, a closure, a credential) is found by the rules that every booking obeys,
/// and nobody gets in between, because nothing of it can be seen before the commit.
/// </summary>
/// <param name="commands">Writes.</param>
/// <param name="finder">Checks the sessions again.</param>
/// <param name="booker">Books them.</param>
/// <param name="auditor">Records.</param>
/// <param name="clock">The present.</param>
internal sealed class HoldConfirmation(
    Commands<SchedulingDbContext> commands, PlaceFinder finder, SeriesBooker booker, Auditor auditor, IClock clock)
{
    public Task<IResult> ConfirmAsync(HttpContext http, Guid holdId) => Looking.UntilNotLostAsync(lost =>
        commands.CreateAsync<SeriesView>(
            http,
            series => $"{SchedulingService.BasePath}/series/{series.Id}",
            async (db, token) => lost.See(await BookAsync(db, holdId, token))));

    /// <summary>422: the hold keeps nothing any more.</summary>
    public static Refusal NotHeld(HoldState state, string field) => state switch
    {
        HoldState.Confirmed => Refusal.Rule("hold-confirmed", "The hold became a series already.", field),
        HoldState.Released => Refusal.Rule("hold-released", "The hold was given back.", field),
        _ => Refusal.Rule("hold-expired", "The hold's time is over; look for a plan again.", field),
    };

    private async Task<Outcome<SeriesView>> BookAsync(SchedulingDbContext db, Guid holdId, CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        var closed = await HoldClaims.TryCloseAsync(db, holdId, HoldState.Confirmed, now, cancellationToken);
        if (await db.Holds.AsNoTracking().Include(h => h.Sessions).SingleOrDefaultAsync(h => h.Id == holdId, cancellationToken) is not { } hold)
        {
            return Refusal.NotFound("hold", "holdId");
        }

        if (!closed)
        {
            return NotHeld(hold.StateAt(now), "holdId");
        }

        var place = await finder.FindAsync(db, Exactly(hold), cancellationToken);
        if (!place.Succeeded)
        {
            return place.Refusal;
        }

        auditor.Record(db, "hold.confirm", hold.PatientId, holdId);
        return await booker.BookAsync(db, place.Value, hold.Indication, cancellationToken);
    }

    private static BookSeriesRequest Exactly(Hold hold) => new(
        hold.PatientId,
        hold.SiteId,
        hold.ProtocolId,
        hold.Indication,
        EarliestDate: null,
        LatestDate: null,
        Preferences: null,
        [.. hold.Sessions.OrderBy(s => s.Number)
            .Select(s => new ExactSessionRequest(s.StartsAt.ToDateTimeOffset(), s.ChairId, s.MonitorId))],
        FollowsSeriesId: hold.FollowsSeriesId);
}
