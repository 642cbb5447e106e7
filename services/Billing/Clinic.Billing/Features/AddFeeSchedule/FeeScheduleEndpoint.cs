using Clinic.Billing.Persistence;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Billing.Features.AddFeeSchedule;

internal static class FeeScheduleEndpoint
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapPost("/fee-schedules", AddAsync)
            .RequireAuthorization(Policies.Billing)
            .Validate<AddFeeScheduleRequest>()
            .WithName("AddFeeSchedule")
            .WithSummary("Adds prices for a range of service dates and bills the sessions that waited for them")
            .Produces<FeeScheduleAnswer>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        group.MapGet("/fee-schedules", ListAsync)
            .RequireAuthorization(Policies.Billing)
            .WithName("ListFeeSchedules")
            .WithSummary("A site's fee schedules, the newest validity first")
            .Produces<IReadOnlyList<FeeScheduleAnswer>>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Task<IResult> AddAsync(
        AddFeeScheduleRequest request, HttpContext http, Commands<BillingDbContext> commands, AddFeeScheduleHandler handler) =>
        commands.CreateAsync(
            http, s => $"/api/billing/v1/fee-schedules?siteId={s.SiteId}", (db, token) => handler.AddAsync(db, request, token));

    private static async Task<IResult> ListAsync(Guid siteId, BillingDbContext db, CancellationToken cancellationToken)
    {
        var ledger = await db.SiteLedgers.AsNoTracking().SingleOrDefaultAsync(l => l.SiteId == siteId, cancellationToken);
        if (ledger is null)
        {
            return Refusal.NotFound("site with a billing policy", "siteId").ToProblem();
        }

        var schedules = await db.FeeSchedules.AsNoTracking().Include(s => s.Lines)
            .Where(s => s.SiteId == siteId)
            .OrderByDescending(s => s.ValidFrom).ThenBy(s => s.Payer)
            .ToListAsync(cancellationToken);
        return Results.Ok(schedules.ConvertAll(s => FeeScheduleAnswer.Of(s, ledger.Currency)));
    }
}
