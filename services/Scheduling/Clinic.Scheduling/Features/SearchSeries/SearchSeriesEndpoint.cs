using Clinic.Scheduling.Domain.Planning;
using Clinic.Scheduling.Features.FindPlace;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;
using NodaTime;

namespace Clinic.Scheduling.Features.SearchSeries;

/// <summary>Finds the best plans for a series without holding anything.</summary>
internal static class SearchSeriesEndpoint
{
    private const int DefaultPlans = 3;

    public static void MapSearchSeries(this RouteGroupBuilder group) => group
        .MapPost("/series-searches", HandleAsync)
        .RequireAuthorization(Policies.Care)
        .Validate<SearchSeriesRequest>()
        .WithName("SearchSeries")
        .WithSummary("Finds the best plans for a series; when there is none, says which rule binds on which day")
        .Produces<SearchSeriesAnswer>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> HandleAsync(
        SearchSeriesRequest request,
        SchedulingDbContext db,
        PlanningDataLoader loader,
        Transactor<SchedulingDbContext> transactor,
        Auditor auditor,
        IClock clock,
        CancellationToken cancellationToken)
    {
        var found = await SearchAsync(request, db, loader, clock, cancellationToken);
        if (!found.Succeeded && found.Refusal.Status == StatusCodes.Status404NotFound)
        {
            return found.Refusal.ToProblem();
        }

        await auditor.RecordReadAsync(transactor, "series.search", request.PatientId, null, cancellationToken);
        return found.Succeeded ? Results.Ok(found.Value) : found.Refusal.ToProblem();
    }

    private static async Task<Outcome<SearchSeriesAnswer>> SearchAsync(
        SearchSeriesRequest request, SchedulingDbContext db, PlanningDataLoader loader, IClock clock, CancellationToken cancellationToken)
    {
        var subject = await SeriesSubject.LoadAsync(
            db, request.PatientId!.Value, request.SiteId!.Value, request.ProtocolId!.Value, request.FollowsSeriesId, cancellationToken);
        if (!subject.Succeeded)
        {
            return subject.Refusal;
        }

        var task = SeriesWindow.For(
            subject.Value,
            clock.GetCurrentInstant(),
            request.EarliestDate!.Value,
            request.LatestDate,
            request.Preferences,
            request.Limit ?? DefaultPlans);
        if (!task.Succeeded)
        {
            return task.Refusal;
        }

        var data = await loader.LoadAsync(db, subject.Value, task.Value, cancellationToken);
        return SeriesPlanner.Plan(data.Request) switch
        {
            PlansFound found => new SearchSeriesAnswer([.. found.Plans.Select(p => PlanView.Of(p, data))]),
            NoPlanPossible none => NoPlan.Refuse(none, data.AlreadyHere),
            var other => throw new InvalidOperationException($"The planner answered {other.GetType().Name}."),
        };
    }
}
