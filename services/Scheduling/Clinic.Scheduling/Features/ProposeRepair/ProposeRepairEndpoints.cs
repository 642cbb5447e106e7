using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Domain.Sites;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.ProposeRepair;

/// <summary>What to repair: the sessions named, else the flagged ones of a shift, else all that are flagged at the site.</summary>
/// <param name="SiteId">The clinic location.</param>
/// <param name="ShiftId">The shift that was lost.</param>
/// <param name="SessionIds">The sessions, at most 200.</param>
internal sealed record ProposeRepairRequest(Guid? SiteId, Guid? ShiftId, IReadOnlyList<Guid>? SessionIds);

internal sealed class ProposeRepairValidator : AbstractValidator<ProposeRepairRequest>
{
    /// <summary>Most sessions in one repair.</summary>
    public const int Most = 200;

    public ProposeRepairValidator()
    {
        RuleFor(r => r.SiteId).NotNull();
        RuleFor(r => r.ShiftId).Null().When(r => r.SessionIds is not null).WithMessage("Name a shift or sessions, not both.");
        RuleFor(r => r.SessionIds).Must(ids => ids is null or { Count: > 0 and <= Most }).WithMessage($"1 to {Most} sessions.");
    }
}

internal static class ProposeRepairEndpoints
{
    public static void MapProposeRepair(this RouteGroupBuilder group)
    {
        group.MapPost("/repair-proposals", ProposeAsync)
            .RequireAuthorization(Policies.FrontDesk)
            .Validate<ProposeRepairRequest>()
            .WithName("ProposeRepair")
            .WithSummary("Proposes the least disturbing repair of sessions that lost something; nothing changes yet")
            .Produces<RepairProposalView>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/repair-proposals/{id:guid}", GetAsync)
            .RequireAuthorization(Policies.FrontDesk)
            .WithName("GetRepairProposal")
            .WithSummary("Shows a proposed repair")
            .Produces<RepairProposalView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ProposeAsync(
        ProposeRepairRequest request,
        HttpContext http,
        SchedulingDbContext reads,
        Commands<SchedulingDbContext> commands,
        RepairProposer proposer,
        IClock clock)
    {
        var token = http.RequestAborted;
        if (await reads.WholeSites().SingleOrDefaultAsync(s => s.Id == request.SiteId, token) is not { } site)
        {
            return Refusal.NotFound("site", "siteId").ToProblem();
        }

        var sessions = await SessionsAsync(reads, site, request, clock.GetCurrentInstant(), token);
        if (!sessions.Succeeded)
        {
            return sessions.Refusal.ToProblem();
        }

        // Looked at and solved before the transaction: it must not keep others from writing meanwhile.
        var proposal = await proposer.ProposeAsync(reads, site, sessions.Value, token);
        return await commands.CreateAsync<RepairProposalView>(
            http,
            p => $"/api/scheduling/v1/repair-proposals/{p.Id}",
            (db, _) =>
            {
                db.Add(proposal);
                return Task.FromResult<Outcome<RepairProposalView>>(RepairProposalView.Of(proposal, site.Zone));
            });
    }

    private static async Task<Outcome<List<InfusionSession>>> SessionsAsync(
        SchedulingDbContext db, Site site, ProposeRepairRequest request, Instant now, CancellationToken cancellationToken)
    {
        var live = db.Sessions.AsNoTracking().Where(s => s.SiteId == site.Id && s.EndsAt > now
            && (s.State == SessionState.Booked || s.State == SessionState.CheckedIn || s.State == SessionState.InProgress));
        if (request.SessionIds is { } asked)
        {
            var ids = asked.Distinct().ToList();
            var named = await live.Where(s => ids.Contains(s.Id)).ToListAsync(cancellationToken);
            return named.Count == ids.Count ? named : Refusal.NotFound("session to come at this site", "sessionIds");
        }

        if (request.ShiftId is { } shiftId)
        {
            if (await db.Shifts.AsNoTracking().SingleOrDefaultAsync(s => s.Id == shiftId && s.SiteId == site.Id, cancellationToken) is not { } shift)
            {
                return Refusal.NotFound("shift at this site", "shiftId");
            }

            live = live.Where(s => s.StartsAt < shift.EndsAt && s.EndsAt > shift.StartsAt);
        }

        return await live.Where(s => s.CoverNeed != CoverNeed.None).OrderBy(s => s.StartsAt).ThenBy(s => s.Id)
            .Take(ProposeRepairValidator.Most).ToListAsync(cancellationToken);
    }

    private static async Task<IResult> GetAsync(Guid id, SchedulingDbContext db, CancellationToken cancellationToken)
    {
        if (await db.RepairProposals.AsNoTracking().Include(p => p.Items).SingleOrDefaultAsync(p => p.Id == id, cancellationToken) is not { } proposal)
        {
            return Refusal.NotFound("repair proposal", "id").ToProblem();
        }

        var site = await db.Sites.AsNoTracking().SingleAsync(s => s.Id == proposal.SiteId, cancellationToken);
        return Results.Ok(RepairProposalView.Of(proposal, site.Zone));
    }
}
