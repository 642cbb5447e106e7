using Clinic.Scheduling.Domain.Sites;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using MassTransit;

namespace Clinic.Scheduling.Features.CreateSite;

internal static class CreateSiteEndpoint
{
    /// <summary>Clinics publish 24, 48 or 72 hours; the shortest is the default.</summary>
    public const int DefaultHours = 24;

    public static void MapCreateSite(this RouteGroupBuilder group) => group
        .MapPost("/sites", HandleAsync)
        .RequireAuthorization(Policies.Admin)
        .Validate<CreateSiteRequest>()
        .WithName("CreateSite")
        .WithSummary("Creates a clinic location")
        .Produces<SiteView>(StatusCodes.Status201Created);

    private static Task<IResult> HandleAsync(CreateSiteRequest request, HttpContext http, Commands<SchedulingDbContext> commands) =>
        commands.CreateAsync<SiteView>(
            http,
            site => $"/api/scheduling/v1/sites/{site.Id}",
            (db, _) =>
            {
                var id = NewId.NextGuid();
                var site = new Site
                {
                    Id = id,
                    Name = request.Name!.Trim(),
                    TimeZoneId = request.TimeZoneId!,
                    LateCancellationHours = request.LateCancellationHours ?? DefaultHours,
                    ConsentDeadlineHours = request.ConsentDeadlineHours ?? DefaultHours,
                    WaitlistOffers = request.WaitlistOffers ?? Site.UsualWaitlistOffers,
                    WaitlistOfferMinutes = request.WaitlistOfferMinutes ?? Site.UsualWaitlistOfferMinutes,
                    Version = 1,
                    Hours = [.. request.OpeningsOf(id)],
                    StaffingRules = [.. request.RulesOf(id)],
                };
                db.Sites.Add(site);
                return Task.FromResult(Outcome.Of(SiteView.Of(site)));
            });
}
