using Clinic.Scheduling.Features.CreateSite;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Scheduling.Features.ReadSites;

internal static class ReadSitesEndpoint
{
    public static void MapReadSites(this RouteGroupBuilder group)
    {
        group.MapGet("/sites", ListAsync)
            .RequireAuthorization(Policies.Staff)
            .WithName("ListSites")
            .WithSummary("Lists the clinic's locations by name")
            .Produces<IReadOnlyList<SiteView>>();
        group.MapGet("/sites/{id:guid}", GetAsync)
            .RequireAuthorization(Policies.Staff)
            .WithName("GetSite")
            .WithSummary("Shows a clinic location")
            .Produces<SiteView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(SchedulingDbContext db, CancellationToken cancellationToken)
    {
        var sites = await db.WholeSites().OrderBy(s => s.Name).ThenBy(s => s.Id).ToListAsync(cancellationToken);
        return Results.Ok(sites.Select(SiteView.Of));
    }

    private static async Task<IResult> GetAsync(Guid id, HttpContext http, SchedulingDbContext db, CancellationToken cancellationToken) =>
        await db.WholeSites().SingleOrDefaultAsync(s => s.Id == id, cancellationToken) is { } site
            ? EntityTag.Ok(http, SiteView.Of(site))
            : Refusal.NotFound("site", "id").ToProblem();
}
