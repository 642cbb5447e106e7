using Clinic.Scheduling.Domain.Staffing;
using Clinic.Scheduling.Features.MoveShift;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using NodaTime;

namespace Clinic.Scheduling.Features.DeleteShift;

/// <summary>Gives a shift up. Its row stays, so that the events that name it can be understood later.</summary>
internal static class DeleteShiftEndpoint
{
    public static void MapDeleteShift(this RouteGroupBuilder group) => group
        .MapDelete("/shifts/{id:guid}", HandleAsync)
        .RequireAuthorization(Policies.FrontDesk)
        .WithName("DeleteShift")
        .WithSummary("Gives a shift up and flags every session that loses its cover")
        .Produces<ChangedShiftView>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static Task<IResult> HandleAsync(Guid id, HttpContext http, Commands<SchedulingDbContext> commands, IClock clock) =>
        commands.ExecuteAsync(http, (db, token) => ShiftChange.RunAsync(
            db,
            id,
            clock.GetCurrentInstant(),
            (shift, _) =>
            {
                shift.State = ShiftState.Deleted;
                return Task.FromResult<Refusal?>(null);
            },
            token));
}
