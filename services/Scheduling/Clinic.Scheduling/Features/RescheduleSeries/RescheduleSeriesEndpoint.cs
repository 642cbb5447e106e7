using Clinic.Scheduling.Domain.Planning;
using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Features.BookSeries;
using Clinic.Scheduling.Features.FindPlace;
using Clinic.Scheduling.Features.ReadSeries;
using Clinic.Scheduling.Features.RescheduleSession;
using Clinic.Scheduling.Features.Shared;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.RescheduleSeries;

/// <summary>Moves what is still to come of a series from one session on, all or nothing.</summary>
internal static class RescheduleSeriesEndpoint
{
    public static void MapRescheduleSeries(this RouteGroupBuilder group) => group
        .MapPost("/series/{id:guid}/reschedule", HandleAsync)
        .RequireAuthorization(Policies.FrontDesk)
        .Validate<RescheduleSeriesRequest>()
        .WithName("RescheduleSeries")
        .WithSummary("Moves the rest of a series, from one session on, to the best plan in a window")
        .Produces<SeriesView>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static Task<IResult> HandleAsync(
        Guid id,
        RescheduleSeriesRequest request,
        HttpContext http,
        Commands<SchedulingDbContext> commands,
        PlanningDataLoader loader,
        Auditor auditor,
        IClock clock) =>
        Looking.UntilNotLostAsync(lost => commands.ExecuteAsync<SeriesView>(http, async (db, token) =>
        {
            if (await db.Series.Include(s => s.Sessions).SingleOrDefaultAsync(s => s.Id == id, token) is not { } series)
            {
                return Refusal.NotFound("series", "id");
            }

            if (Answers.StaleFor(http.Request, series.Version) is { } stale)
            {
                return stale;
            }

            if (lost.See(await MoveAsync(db, series, request, loader, clock.GetCurrentInstant(), token)) is { } refusal)
            {
                return refusal;
            }

            auditor.Record(db, "series.reschedule", series.PatientId, id);
            await db.SaveChangesAsync(token);
            return (await ReadSeriesEndpoint.ViewsAsync(db, db.Series.Where(s => s.Id == id), token))[0];
        }));

    private static async Task<Refusal?> MoveAsync(
        SchedulingDbContext db,
        Series series,
        RescheduleSeriesRequest request,
        PlanningDataLoader loader,
        Instant now,
        CancellationToken cancellationToken)
    {
        List<InfusionSession> moving = [.. series.Sessions.Where(s => s.Number >= request.FromNumber && !s.IsOver).OrderBy(s => s.Number)];
        if (moving.Count == 0)
        {
            return Refusal.Rule("nothing-to-move", "Nothing of this series is still to come from that session on.", "fromNumber");
        }

        if (moving.FirstOrDefault(s => s.State != SessionState.Booked) is { } begun)
        {
            return Refusal.Rule("wrong-state", $"Session {begun.Number} has begun; move those after it.", "fromNumber");
        }

        var place = await FindAsync(db, series, moving, request, loader, now, cancellationToken);
        return place.Succeeded ? await SessionMover.MoveAsync(db, series, moving, place.Value, now, cancellationToken) : place.Refusal;
    }

    private static async Task<Outcome<Placement>> FindAsync(
        SchedulingDbContext db,
        Series series,
        List<InfusionSession> moving,
        RescheduleSeriesRequest request,
        PlanningDataLoader loader,
        Instant now,
        CancellationToken cancellationToken)
    {
        var loaded = await SeriesSubject.LoadAsync(db, series, cancellationToken);
        if (!loaded.Succeeded)
        {
            return loaded.Refusal;
        }

        var subject = loaded.Value;
        var window = SeriesWindow.For(
            subject, now, request.EarliestDate!.Value, request.LatestDate, request.Preferences, plans: 1);
        if (!window.Succeeded)
        {
            return window.Refusal;
        }

        var stays = series.Sessions
            .Where(s => s.Number < moving[0].Number && s.State is not (SessionState.Cancelled or SessionState.Missed)).MaxBy(s => s.Number);
        var task = window.Value with
        {
            Sessions = moving.Count,
            FirstNumber = moving[0].Number,
            Previous = NewPlaceFinder.Fixed(subject.Site, stays),
            Moving = [.. moving.Select(s => s.Id)],
        };
        var data = await loader.LoadAsync(db, subject, task, cancellationToken);
        return SeriesPlanner.Plan(data.Request) switch
        {
            PlansFound found => data.Place(found.Plans[0].Sessions),
            NoPlanPossible none => NoPlan.Refuse(none, data.AlreadyHere),
            var other => throw new InvalidOperationException($"The planner answered {other.GetType().Name}."),
        };
    }
}
