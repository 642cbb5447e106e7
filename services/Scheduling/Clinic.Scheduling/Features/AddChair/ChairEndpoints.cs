using Clinic.Scheduling.Domain.Sites;
using Clinic.Scheduling.Features.Shared;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using FluentValidation;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Scheduling.Features.AddChair;

/// <summary>A chair to add.</summary>
/// <param name="Name">Its name, unique within the site.</param>
internal sealed record AddChairRequest(string? Name);

/// <summary>A chair.</summary>
/// <param name="Id">Key.</param>
/// <param name="SiteId">Where it stands.</param>
/// <param name="Name">Its name.</param>
internal sealed record ChairView(Guid Id, Guid SiteId, string Name);

internal sealed class AddChairValidator : AbstractValidator<AddChairRequest>
{
    public AddChairValidator() => RuleFor(r => r.Name).Name();
}

internal static class ChairEndpoints
{
    public static void MapChairs(this RouteGroupBuilder group)
    {
        group.MapPost("/sites/{siteId:guid}/chairs", AddAsync)
            .RequireAuthorization(Policies.Admin)
            .Validate<AddChairRequest>()
            .WithName("AddChair")
            .WithSummary("Adds a chair to a site")
            .Produces<ChairView>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status409Conflict);
        group.MapGet("/sites/{siteId:guid}/chairs", ListAsync)
            .RequireAuthorization(Policies.Staff)
            .WithName("ListChairs")
            .WithSummary("Lists a site's chairs by name")
            .Produces<IReadOnlyList<ChairView>>();
    }

    private static Task<IResult> AddAsync(
        Guid siteId, AddChairRequest request, HttpContext http, Commands<SchedulingDbContext> commands) =>
        commands.CreateAsync<ChairView>(
            http,
            chair => $"/api/scheduling/v1/sites/{siteId}/chairs",
            async (db, token) =>
            {
                var name = request.Name!.Trim();
                // The touch makes two additions of one name come one after the other.
                if (!await db.TouchSiteAsync(siteId, token))
                {
                    return Refusal.NotFound("site", "siteId");
                }

                if (await db.Chairs.AnyAsync(c => c.SiteId == siteId && c.Name == name, token))
                {
                    return Refusal.Conflict("name-taken", "The site has a chair of that name.", "name");
                }

                var chair = new Chair { Id = NewId.NextGuid(), SiteId = siteId, Name = name };
                db.Chairs.Add(chair);
                FreedPlaces.Mark(db, siteId);
                return new ChairView(chair.Id, siteId, name);
            });

    private static async Task<IResult> ListAsync(Guid siteId, SchedulingDbContext db, CancellationToken cancellationToken)
    {
        if (!await db.Sites.AnyAsync(s => s.Id == siteId, cancellationToken))
        {
            return Refusal.NotFound("site", "siteId").ToProblem();
        }

        var chairs = await db.Chairs.AsNoTracking().Where(c => c.SiteId == siteId)
            .OrderBy(c => c.Name).Select(c => new ChairView(c.Id, c.SiteId, c.Name)).ToListAsync(cancellationToken);
        return Results.Ok(chairs);
    }
}
