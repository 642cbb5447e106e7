using Clinic.Scheduling.Domain.Staffing;
using Clinic.Scheduling.Features.GuardCover;
using Clinic.Scheduling.Features.PlanShift;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.CallOutShift;

/// <summary>A shift that was called out, and what it leaves without cover.</summary>
/// <param name="Shift">The shift.</param>
/// <param name="SessionIds">Every session that needs cover now.</param>
internal sealed record CalledOutView(ShiftView Shift, IReadOnlyList<Guid> SessionIds);

/// <summary>
/// Calls a shift out. Its row is changed first, which waits for bookings that have touched it: what they booked is seen
/// by the look that follows, and bookings that come later find it called out.
/// </summary>
internal static class CallOutShiftEndpoint
{
    public static void MapCallOutShift(this RouteGroupBuilder group) => group
        .MapPost("/shifts/{id:guid}/call-out", HandleAsync)
        .RequireAuthorization(Policies.Care)
        .WithName("CallOutShift")
        .WithSummary("Calls a shift out and flags every session that loses its cover")
        .Produces<CalledOutView>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static Task<IResult> HandleAsync(Guid id, HttpContext http, Commands<SchedulingDbContext> commands, IClock clock) =>
        commands.ExecuteAsync<CalledOutView>(http, async (db, token) =>
        {
            var now = clock.GetCurrentInstant();
            var called = await db.Shifts.Where(s => s.Id == id && s.State == ShiftState.Planned && s.EndsAt > now).ExecuteUpdateAsync(
                s => s.SetProperty(x => x.State, ShiftState.CalledOut).SetProperty(x => x.Version, x => x.Version + 1), token);
            if (await db.Shifts.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, token) is not { } shift)
            {
                return Refusal.NotFound("shift", "id");
            }

            if (called == 0)
            {
                return Refusal.Rule("wrong-state", "The shift was called out before, or is over.");
            }

            var site = await db.Sites.AsNoTracking().SingleAsync(s => s.Id == shift.SiteId, token);
            var lost = await CoverGuard.FlagAsync(db, shift.SiteId, shift.StartsAt, shift.EndsAt, now, token);
            db.PublishCoverageLost(shift, lost, now);
            return new CalledOutView(ShiftView.Of(shift, site.Zone), [.. lost.Select(l => l.SessionId)]);
        });
}
