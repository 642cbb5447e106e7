using Clinic.Scheduling.Domain.Sites;
using Clinic.Scheduling.Features.CreateSite;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Scheduling.Features.ChangeSite;

/// <summary>Changes a site. Sessions that are booked stay where they are; new ones follow the new hours and rules.</summary>
internal static class ChangeSiteEndpoint
{
    public static void MapChangeSite(this RouteGroupBuilder group) => group
        .MapPut("/sites/{id:guid}", HandleAsync)
        .RequireAuthorization(Policies.Admin)
        .Validate<CreateSiteRequest>()
        .WithName("ChangeSite")
        .WithSummary("Changes a clinic location; needs If-Match")
        .Produces<SiteView>()
        .ProducesProblem(StatusCodes.Status412PreconditionFailed);

    private static async Task<IResult> HandleAsync(
        Guid id, CreateSiteRequest request, HttpContext http, Commands<SchedulingDbContext> commands)
    {
        var version = EntityTag.Required(http.Request);
        return version.Succeeded
            ? await commands.ExecuteAsync<SiteView>(http, (db, token) => ChangeAsync(db, id, version.Value, request, token))
            : version.Refusal.ToProblem();
    }

    private static async Task<Outcome<SiteView>> ChangeAsync(
        SchedulingDbContext db, Guid id, int version, CreateSiteRequest request, CancellationToken cancellationToken)
    {
        var site = await db.Sites.Include(s => s.Closures).SingleOrDefaultAsync(s => s.Id == id, cancellationToken);
        if (site is null)
        {
            return Refusal.NotFound("site", "id");
        }

        if (site.Version != version)
        {
            return Refusal.Stale();
        }

        if (site.TimeZoneId != request.TimeZoneId)
        {
            return Refusal.Rule("zone-fixed", "A site's time zone can't be changed: sessions were promised in it.", "timeZoneId");
        }

        site.Name = request.Name!.Trim();
        site.LateCancellationHours = request.LateCancellationHours ?? CreateSiteEndpoint.DefaultHours;
        site.ConsentDeadlineHours = request.ConsentDeadlineHours ?? CreateSiteEndpoint.DefaultHours;
        site.Version++;
        await ReplaceHoursAndRulesAsync(db, site, request, cancellationToken);
        return SiteView.Of(site);
    }

    private static async Task ReplaceHoursAndRulesAsync(
        SchedulingDbContext db, Site site, CreateSiteRequest request, CancellationToken cancellationToken)
    {
        await db.Set<OpeningHours>().Where(h => h.SiteId == site.Id).ExecuteDeleteAsync(cancellationToken);
        await db.Set<StaffingRequirement>().Where(r => r.SiteId == site.Id).ExecuteDeleteAsync(cancellationToken);
        db.AddRange(request.OpeningsOf(site.Id));
        db.AddRange(request.RulesOf(site.Id));
    }
}
