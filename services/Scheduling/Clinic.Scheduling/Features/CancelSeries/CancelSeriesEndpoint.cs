using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Features.CancelSession;
using Clinic.Scheduling.Features.ReadSeries;
using Clinic.Scheduling.Features.Shared;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Scheduling.Features.CancelSeries;

internal static class CancelSeriesEndpoint
{
    public static void MapCancelSeries(this RouteGroupBuilder group) => group
        .MapPost("/series/{id:guid}/cancel", HandleAsync)
        .RequireAuthorization(Policies.Care)
        .Validate<CancelRequest>()
        .WithName("CancelSeries")
        .WithSummary("Cancels what is still to come of a series")
        .Produces<SeriesView>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static Task<IResult> HandleAsync(
        Guid id,
        CancelRequest request,
        HttpContext http,
        Commands<SchedulingDbContext> commands,
        SessionCanceller canceller,
        Auditor auditor) =>
        commands.ExecuteAsync<SeriesView>(http, async (db, token) =>
        {
            if (await db.Series.Include(s => s.Sessions).SingleOrDefaultAsync(s => s.Id == id, token) is not { } series)
            {
                return Refusal.NotFound("series", "id");
            }

            if (Answers.StaleFor(http.Request, series.Version) is { } stale)
            {
                return stale;
            }

            var toCome = series.Sessions.Where(s => s.State == SessionState.Booked).ToList();
            if (toCome.Count == 0)
            {
                return Refusal.Rule("nothing-to-cancel", "Nothing of this series is still to come.");
            }

            var site = await db.Sites.AsNoTracking().SingleAsync(s => s.Id == series.SiteId, token);
            if (await canceller.CancelAsync(db, series, toCome, site, request.Reason!.Value, token) is { } breach)
            {
                return breach.ToRefusal();
            }

            auditor.Record(db, "series.cancel", series.PatientId, id);
            await db.SaveChangesAsync(token);
            return (await ReadSeriesEndpoint.ViewsAsync(db, db.Series.Where(s => s.Id == id), token))[0];
        });
}
