using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.ApplyRoster;

/// <summary>Makes shifts of a site's templates for a range of dates; what was made before is left alone, whatever became of it.</summary>
internal static class ApplyRosterEndpoint
{
    public static void MapApplyRoster(this RouteGroupBuilder group) => group
        .MapPost("/rosters", HandleAsync)
        .RequireAuthorization(Policies.FrontDesk)
        .Validate<ApplyRosterRequest>()
        .WithName("ApplyRoster")
        .WithSummary("Makes shifts of a site's shift templates for some dates and reports day by day what could not be made; with preview, only says so")
        .Produces<AppliedRosterView>()
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static Task<IResult> HandleAsync(
        ApplyRosterRequest request, HttpContext http, Commands<SchedulingDbContext> commands, IClock clock) =>
        commands.ExecuteAsync<AppliedRosterView>(http, async (db, token) =>
        {
            if (await db.WholeSites().SingleOrDefaultAsync(s => s.Id == request.SiteId, token) is not { } site)
            {
                return Refusal.NotFound("site", "siteId");
            }

            var task = new RosterTask(
                site,
                LocalDate.FromDateOnly(request.FirstDate!.Value),
                LocalDate.FromDateOnly(request.LastDate!.Value),
                request.StaffIds,
                request.Preview ?? false,
                clock.GetCurrentInstant());
            if ((RosterDates.WhyNot(site, task.First, task.Now) ?? await UnknownAsync(db, request.StaffIds ?? [], token)) is { } refusal)
            {
                return refusal;
            }

            var lines = await RosterPlanner.ApplyAsync(db, task, token);
            Guid[] ids = [.. lines.Select(l => l.Template.StaffId).Distinct()];
            var names = await db.Staff.Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => s.DisplayName, token);
            return AppliedRosterView.Of(site, task.IsPreview, lines, names);
        });

    private static async Task<Refusal?> UnknownAsync(SchedulingDbContext db, IReadOnlyList<Guid> asked, CancellationToken cancellationToken)
    {
        var known = await db.Staff.Where(s => asked.Contains(s.Id)).Select(s => s.Id).ToListAsync(cancellationToken);
        var unknown = asked.ToList().FindIndex(id => !known.Contains(id));
        return unknown < 0 ? null : Refusal.NotFound("member of staff", $"staffIds[{unknown}]");
    }
}
