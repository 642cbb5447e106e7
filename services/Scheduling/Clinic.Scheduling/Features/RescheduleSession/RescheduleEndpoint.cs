using Clinic.Contracts.Scheduling;
using Clinic.Messaging.Outbox;
using Clinic.Scheduling.Domain.Consents;
using Clinic.Scheduling.Domain.Planning;
using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Features.BookSeries;
using Clinic.Scheduling.Features.FindPlace;
using Clinic.Scheduling.Features.ReadSeries;
using Clinic.Scheduling.Features.Shared;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Scheduling.Features.RescheduleSession;

/// <summary>Moves a session: gives back what it holds and claims the new place in one transaction, so it keeps one of the two.</summary>
internal static class RescheduleEndpoint
{
    /// <summary>As for booking: it turns a mistake of ours into an answer instead of an endless loop.</summary>
    private const int MostLooks = 200;

    public static void MapReschedule(this RouteGroupBuilder group) => group
        .MapPost("/sessions/{id:guid}/reschedule", HandleAsync)
        .RequireAuthorization(Policies.FrontDesk)
        .Validate<RescheduleRequest>()
        .WithName("RescheduleSession")
        .WithSummary("Moves a session to a start, or to the best place in a window")
        .Produces<SessionView>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> HandleAsync(
        Guid id, RescheduleRequest request, HttpContext http, SchedulingDbContext reads, SessionCommand command, NewPlaceFinder finder)
    {
        if (request.MonitorId is { } monitor && !await reads.Staff.AnyAsync(s => s.Id == monitor, http.RequestAborted))
        {
            return Refusal.NotFound("member of staff", "monitorId").ToProblem();
        }

        for (var look = 1; ; look++)
        {
            var lost = false;
            var answer = await command.RunAsync(http, id, "session.reschedule", async (open, token) =>
            {
                var place = await finder.FindAsync(open, request, token);
                var refusal = place.Succeeded ? await MoveAsync(open, place.Value, token) : place.Refusal;
                lost = ReferenceEquals(refusal, SeriesBooker.Lost);
                return refusal;
            });
            if (!lost || look == MostLooks)
            {
                return answer;
            }
        }
    }

    private static async Task<Refusal?> MoveAsync(OpenSession open, Placement placement, CancellationToken cancellationToken)
    {
        var (db, session, place) = (open.Db, open.Session, placement.Sessions[0]);
        var (start, end) = (Slots.StartOf(place.Stay.Start), Slots.StartOf(place.Stay.End));
        if (session.MoveTo(start, end, place.ChairId, place.MonitorId) is { } breach)
        {
            return breach.ToRefusal();
        }

        if (!await Claiming.TryTouchShiftsAsync(db, placement.ShiftStamps, cancellationToken))
        {
            return SeriesBooker.Lost;
        }

        await SlotClaims.ReleaseAsync(db, [session.Id], cancellationToken);
        if (!await Claiming.TryClaimAsync(db, placement, session.PatientId, [session.Id], open.Now, cancellationToken))
        {
            return SeriesBooker.Lost;
        }

        await MoveLinkExpiryAsync(open, cancellationToken);
        var moved = new SessionRescheduled(
            session.Id,
            session.SeriesId,
            session.PatientId,
            session.Version,
            start.ToDateTimeOffset(),
            end.ToDateTimeOffset(),
            open.Now.ToDateTimeOffset());
        db.Publish(moved, session.SeriesId, open.Now);
        return null;
    }

    /// <summary>The signing link works until the first session, wherever that is now.</summary>
    public static async Task MoveLinkExpiryAsync(OpenSession open, CancellationToken cancellationToken)
    {
        var first = open.Series.Sessions.Where(s => s.State == SessionState.Booked).Min(s => s.StartsAt);
        await open.Db.Consents.Where(c => c.SeriesId == open.Series.Id && c.State == ConsentState.Requested).ExecuteUpdateAsync(
            c => c.SetProperty(x => x.LinkExpiresAt, first).SetProperty(x => x.Version, x => x.Version + 1), cancellationToken);
    }
}
