using Clinic.Billing.Domain.Ledger;
using Clinic.Billing.Persistence;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Billing.Features.ReadLedger;

/// <summary>What a site's accounts add up to, straight from the postings.</summary>
/// <param name="SiteId">The site.</param>
/// <param name="Currency">ISO 4217; every amount is in its minor units.</param>
/// <param name="Accounts">The accounts that moved, by code; those kept per patient are added up.</param>
/// <param name="DebitsMinor">Sum of all debits.</param>
/// <param name="CreditsMinor">Sum of all credits.</param>
/// <param name="DifferenceMinor">Debits less credits: zero.</param>
internal sealed record TrialBalance(
    Guid SiteId, string Currency, IReadOnlyList<TrialBalanceLine> Accounts, long DebitsMinor, long CreditsMinor, long DifferenceMinor);

/// <summary>One account of a trial balance.</summary>
/// <param name="Code">Code in the chart of accounts.</param>
/// <param name="Name">For people.</param>
/// <param name="DebitsMinor">Sum of its debits.</param>
/// <param name="CreditsMinor">Sum of its credits.</param>
/// <param name="DifferenceMinor">Debits less credits; negative on the credit side.</param>
internal sealed record TrialBalanceLine(string Code, string Name, long DebitsMinor, long CreditsMinor, long DifferenceMinor);

internal static class TrialBalanceEndpoint
{
    public static void Map(RouteGroupBuilder group) => group.MapGet("/ledger/trial-balance", HandleAsync)
        .RequireAuthorization(Policies.Billing)
        .WithName("ReadTrialBalance")
        .WithSummary("A site's trial balance")
        .Produces<TrialBalance>()
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(Guid siteId, BillingDbContext db, CancellationToken cancellationToken)
    {
        var currency = await db.SiteLedgers.Where(l => l.SiteId == siteId).Select(l => l.Currency).SingleOrDefaultAsync(cancellationToken);
        if (currency is null)
        {
            return Refusal.NotFound("site with a billing policy", "siteId").ToProblem();
        }

        var sums = await SumsAsync(db, siteId, cancellationToken);
        var lines = sums.ConvertAll(s => new TrialBalanceLine(
            s.Code, ChartOfAccounts.All[s.Code].Name, s.Debits, s.Credits, s.Debits - s.Credits));
        var debits = sums.Sum(s => s.Debits);
        var credits = sums.Sum(s => s.Credits);
        return Results.Ok(new TrialBalance(siteId, currency, lines, debits, credits, debits - credits));
    }

    private static Task<List<AccountSum>> SumsAsync(BillingDbContext db, Guid siteId, CancellationToken cancellationToken)
    {
        var debits = db.Postings.Where(p => p.SiteId == siteId)
            .Select(p => new AccountSum { Code = p.Debit.Code, Debits = p.AmountMinor, Credits = 0L });
        var credits = db.Postings.Where(p => p.SiteId == siteId)
            .Select(p => new AccountSum { Code = p.Credit.Code, Debits = 0L, Credits = p.AmountMinor });
        return debits.Concat(credits)
            .GroupBy(s => s.Code)
            .OrderBy(same => same.Key)
            .Select(same => new AccountSum { Code = same.Key, Debits = same.Sum(s => s.Debits), Credits = same.Sum(s => s.Credits) })
            .ToListAsync(cancellationToken);
    }

    private sealed class AccountSum
    {
        public required string Code { get; init; }

        public required long Debits { get; init; }

        public required long Credits { get; init; }
    }
}
