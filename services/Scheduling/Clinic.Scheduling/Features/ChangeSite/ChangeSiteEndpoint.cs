using Clinic.Scheduling.Domain.Sites;
using Clinic.Scheduling.Features.CreateSite;
using Clinic.Scheduling.Features.GuardCover;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.ChangeSite;

/// <summary>Changes a site. Sessions that are booked stay where they are; those that the new hours or rules leave out are flagged.</summary>
internal static class ChangeSiteEndpoint
{
    // Nothing is booked or planned as late as that.
    private static readonly Instant Latest = Instant.FromUtc(9000, 1, 1, 0, 0);

    public static void MapChangeSite(this RouteGroupBuilder group) => group
        .MapPut("/sites/{id:guid}", HandleAsync)
        .RequireAuthorization(Policies.Admin)
        .Validate<CreateSiteRequest>()
        .WithName("ChangeSite")
        .WithSummary("Changes a clinic location and flags the booked sessions that its new hours or rules leave out; needs If-Match")
        .Produces<SiteView>()
        .ProducesProblem(StatusCodes.Status412PreconditionFailed);

    private static async Task<IResult> HandleAsync(
        Guid id, CreateSiteRequest request, HttpContext http, Commands<SchedulingDbContext> commands, IClock clock)
    {
        var version = EntityTag.Required(http.Request);
        return version.Succeeded
            ? await commands.ExecuteAsync<SiteView>(http, (db, token) => ChangeAsync(db, id, version.Value, request, clock.GetCurrentInstant(), token))
            : version.Refusal.ToProblem();
    }

    private static async Task<Outcome<SiteView>> ChangeAsync(
        SchedulingDbContext db, Guid id, int version, CreateSiteRequest request, Instant now, CancellationToken cancellationToken)
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
        site.WaitlistOffers = request.WaitlistOffers ?? Site.UsualWaitlistOffers;
        site.WaitlistOfferMinutes = request.WaitlistOfferMinutes ?? Site.UsualWaitlistOfferMinutes;
        site.Version++;
        // Longer hours or a milder rule can make room; which of the two it was is for the search to find.
        FreedPlaces.Mark(db, id);
        await CoverGuard.RenewStampsAsync(db, id, now, Latest, cancellationToken);
        await ReplaceHoursAndRulesAsync(db, site, request, cancellationToken);
        var lost = await CoverGuard.FlagAsync(db, id, now, Latest, now, cancellationToken);
        db.PublishPlaceLost(id, null, lost, now);
        await CoverGuard.ReviewAsync(db, id, now, Latest, now, cancellationToken);
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
