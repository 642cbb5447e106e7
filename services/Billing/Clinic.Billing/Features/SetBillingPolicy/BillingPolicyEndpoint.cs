using Clinic.Billing.Persistence;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Billing.Features.SetBillingPolicy;

internal static class BillingPolicyEndpoint
{
    private const string Path = "/billing-policies/{siteId:guid}";

    public static void Map(RouteGroupBuilder group)
    {
        group.MapPut(Path, SetAsync)
            .RequireAuthorization(Policies.Billing)
            .Validate<BillingPolicyRequest>()
            .WithName("SetBillingPolicy")
            .WithSummary("Sets how a site bills; the first time it opens the site's ledger, later it takes If-Match")
            .Produces<BillingPolicyAnswer>()
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status428PreconditionRequired);
        group.MapGet(Path, ReadAsync)
            .RequireAuthorization(Policies.Billing)
            .WithName("ReadBillingPolicy")
            .WithSummary("How a site bills")
            .Produces<BillingPolicyAnswer>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> SetAsync(
        Guid siteId, BillingPolicyRequest request, HttpContext http, Commands<BillingDbContext> commands, SetBillingPolicyHandler handler)
    {
        try
        {
            return await commands.ExecuteAsync(http, (db, token) => handler.SetAsync(db, siteId, request, http.Request, token));
        }
        catch (DbUpdateException e) when (DbErrors.IsUniqueViolation(e))
        {
            return Refusal.Conflict("policy-exists", "Somebody set up this site at the same time; read it again.").ToProblem();
        }
    }

    private static async Task<IResult> ReadAsync(
        Guid siteId, BillingDbContext db, HttpContext http, CancellationToken cancellationToken)
    {
        var policy = await db.Policies.AsNoTracking().SingleOrDefaultAsync(p => p.SiteId == siteId, cancellationToken);
        if (policy is null)
        {
            return Refusal.NotFound("billing policy", "siteId").ToProblem();
        }

        var ledger = await db.SiteLedgers.AsNoTracking().SingleAsync(l => l.SiteId == siteId, cancellationToken);
        return EntityTag.Ok(http, BillingPolicyAnswer.Of(policy, ledger));
    }
}
