using Clinic.Scheduling.Features.BookSeries;
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

        return await Looking.UntilNotLostAsync(lost => command.RunAsync(http, id, "session.reschedule", async (open, token) =>
        {
            var place = await finder.FindAsync(open, request, token);
            return place.Succeeded
                ? lost.See(await SessionMover.MoveAsync(open.Db, open.Series, [open.Session], place.Value, open.Now, token))
                : place.Refusal;
        }));
    }
}
