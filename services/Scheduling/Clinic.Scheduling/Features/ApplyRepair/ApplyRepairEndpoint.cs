using Clinic.Scheduling.Features.ProposeRepair;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Scheduling.Features.ApplyRepair;

/// <summary>Which part of a proposal to apply.</summary>
/// <param name="SessionIds">The sessions; by default all that have a place.</param>
internal sealed record ApplyRepairRequest(IReadOnlyList<Guid>? SessionIds);

/// <summary>Applies a proposal, whole or in part, all or nothing.</summary>
internal static class ApplyRepairEndpoint
{
    public static void MapApplyRepair(this RouteGroupBuilder group) => group
        .MapPost("/repair-proposals/{id:guid}/apply", HandleAsync)
        .RequireAuthorization(Policies.FrontDesk)
        .WithName("ApplyRepair")
        .WithSummary("Applies a proposed repair or a part of it; patients are told what moved")
        .Produces<RepairProposalView>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict);

    private static Task<IResult> HandleAsync(
        Guid id, ApplyRepairRequest request, HttpContext http, Commands<SchedulingDbContext> commands, RepairApplier applier) =>
        commands.ExecuteAsync<RepairProposalView>(http, async (db, token) =>
        {
            if (await db.RepairProposals.Include(p => p.Items).SingleOrDefaultAsync(p => p.Id == id, token) is not { } proposal)
            {
                return Refusal.NotFound("repair proposal", "id");
            }

            var items = proposal.Items.Where(i => request.SessionIds?.Contains(i.SessionId) ?? (i.Kind is not null && i.AppliedAt is null))
                .OrderBy(i => i.StartsAt).ThenBy(i => i.SessionId).ToList();
            if (items.Count < (request.SessionIds?.Distinct().Count() ?? 0))
            {
                return Refusal.NotFound("session in this proposal", "sessionIds");
            }

            var refused = await applier.ApplyAsync(db, items, token);
            if (refused.Count > 0)
            {
                return Refusal.Conflict("repair-outdated", "Nothing was changed: some of it is no longer possible.", "sessionIds") with
                {
                    Extensions = new Dictionary<string, object?> { ["refused"] = refused },
                };
            }

            var site = await db.Sites.AsNoTracking().SingleAsync(s => s.Id == proposal.SiteId, token);
            return RepairProposalView.Of(proposal, site.Zone);
        });
}
