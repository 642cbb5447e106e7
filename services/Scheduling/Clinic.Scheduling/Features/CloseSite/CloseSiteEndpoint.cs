using Clinic.Scheduling.Domain.Sites;
using Clinic.Scheduling.Features.CreateSite;
using Clinic.Scheduling.Features.GuardCover;
using Clinic.Scheduling.Features.Shared;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.CloseSite;

/// <summary>A date on which a site will be closed.</summary>
/// <param name="Date">The site's local date, today or later.</param>
/// <param name="Reason">Why, for people to read.</param>
internal sealed record CloseSiteRequest(DateOnly? Date, string? Reason);

internal sealed class CloseSiteValidator : AbstractValidator<CloseSiteRequest>
{
    public CloseSiteValidator()
    {
        RuleFor(r => r.Date).NotNull();
        RuleFor(r => r.Reason).Name();
    }
}

internal static class CloseSiteEndpoint
{
    public static void MapCloseSite(this RouteGroupBuilder group) => group
        .MapPost("/sites/{siteId:guid}/closures", HandleAsync)
        .RequireAuthorization(Policies.Admin)
        .Validate<CloseSiteRequest>()
        .WithName("CloseSite")
        .WithSummary("Closes a site on a date and flags the sessions already booked there")
        .Produces<ClosureView>(StatusCodes.Status201Created)
        .ProducesProblem(StatusCodes.Status409Conflict);

    private static Task<IResult> HandleAsync(
        Guid siteId, CloseSiteRequest request, HttpContext http, Commands<SchedulingDbContext> commands, IClock clock) =>
        commands.CreateAsync<ClosureView>(
            http,
            _ => $"/api/scheduling/v1/sites/{siteId}",
            async (db, token) =>
            {
                if (!await db.TouchSiteAsync(siteId, token))
                {
                    return Refusal.NotFound("site", "siteId");
                }

                var date = LocalDate.FromDateOnly(request.Date!.Value);
                var site = await db.Sites.AsNoTracking().SingleAsync(s => s.Id == siteId, token);
                if (date < site.DateOf(clock.GetCurrentInstant()))
                {
                    return Refusal.Invalid("date", "The date lies in the past.");
                }

                if (await db.Set<SiteClosure>().AnyAsync(c => c.SiteId == siteId && c.Date == date, token))
                {
                    return Refusal.Conflict("already-closed", "The site is closed on that date already.", "date");
                }

                await CloseAsync(db, site, new SiteClosure { SiteId = siteId, Date = date, Reason = request.Reason!.Trim() }, clock.GetCurrentInstant(), token);
                return new ClosureView(request.Date.Value, request.Reason!.Trim());
            });

    private static async Task CloseAsync(
        SchedulingDbContext db, Site site, SiteClosure closure, Instant now, CancellationToken cancellationToken)
    {
        var from = site.Zone.AtStartOfDay(closure.Date).ToInstant();
        var until = site.Zone.AtStartOfDay(closure.Date.PlusDays(1)).ToInstant();
        await CoverGuard.RenewStampsAsync(db, site.Id, from, until, cancellationToken);
        db.Add(closure);
        var lost = await CoverGuard.FlagAsync(db, site.Id, from, until, now, cancellationToken);
        db.PublishPlaceLost(site.Id, null, lost, now);
    }
}
