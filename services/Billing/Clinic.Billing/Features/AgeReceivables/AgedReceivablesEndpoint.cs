using Clinic.Billing.Domain.Ledger;
using Clinic.Billing.Features.Shared;
using Clinic.Billing.Persistence;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Billing.Features.AgeReceivables;

/// <summary>What patients owed a site on a day, by how long it was overdue.</summary>
/// <param name="SiteId">The site.</param>
/// <param name="AsOf">The day; what happened on it counts.</param>
/// <param name="Patients">Those who owed something, by patient.</param>
/// <param name="Total">All of them.</param>
internal sealed record AgedReceivables(Guid SiteId, DateOnly AsOf, IReadOnlyList<PatientAge> Patients, AgeBuckets Total);

/// <summary>What a patient owed.</summary>
internal sealed record PatientAge(Guid PatientId, AgeBuckets Buckets);

/// <summary>Open amounts by days past the due date.</summary>
internal sealed record AgeBuckets(
    HttpMoney NotYetDue, HttpMoney Days1To30, HttpMoney Days31To60, HttpMoney Days61To90, HttpMoney Over90Days, HttpMoney Total);

internal static class AgedReceivablesEndpoint
{
    public static void Map(RouteGroupBuilder group) => group.MapGet("/aged-receivables", HandleAsync)
        .RequireAuthorization(Policies.Billing)
        .WithName("ReadAgedReceivables")
        .WithSummary("What patients owe a site, by how long it is overdue")
        .Produces<AgedReceivables>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> HandleAsync(
        Guid siteId,
        DateOnly? asOf,
        BillingDbContext db,
        Transactor<BillingDbContext> transactor,
        Auditor auditor,
        IClock clock,
        CancellationToken cancellationToken)
    {
        var policy = await db.Policies.AsNoTracking().SingleOrDefaultAsync(p => p.SiteId == siteId, cancellationToken);
        if (policy is null)
        {
            return Refusal.NotFound("site with a billing policy", "siteId").ToProblem();
        }

        var today = clock.Today(policy);
        var day = asOf is { } asked ? LocalDate.FromDateOnly(asked) : today;
        if (day > today)
        {
            return Refusal.Rule("future-date", "The future is not known yet.", "asOf").ToProblem();
        }

        var open = await OpenInvoicesAsync(db, siteId, day, cancellationToken);
        await auditor.RecordReadAsync(transactor, "aged-receivables.read", null, siteId, cancellationToken);
        var currency = await db.SiteLedgers.Where(l => l.SiteId == siteId).Select(l => l.Currency).SingleAsync(cancellationToken);
        return Results.Ok(new AgedReceivables(
            siteId,
            day.ToDateOnly(),
            [.. open.GroupBy(i => i.PatientId).OrderBy(p => p.Key).Select(p => new PatientAge(p.Key, Bucket(p, day, currency)))],
            Bucket(open, day, currency)));
    }

    private static async Task<List<OpenInvoice>> OpenInvoicesAsync(
        BillingDbContext db, Guid siteId, LocalDate day, CancellationToken cancellationToken)
    {
        var receivable = ChartOfAccounts.AccountsReceivable.Code;
        var issued = await db.Invoices.AsNoTracking()
            .Where(i => i.SiteId == siteId && i.IssuedOn <= day)
            .Select(i => new OpenInvoice(
                i.PatientId,
                i.DueOn,
                db.Postings.Where(p => p.InvoiceId == i.Id && p.Entry.EffectiveOn <= day).Sum(p =>
                    (p.Debit.Code == receivable ? p.AmountMinor : 0) - (p.Credit.Code == receivable ? p.AmountMinor : 0))))
            .ToListAsync(cancellationToken);
        return issued.FindAll(i => i.OpenMinor != 0);
    }

    private static AgeBuckets Bucket(IEnumerable<OpenInvoice> invoices, LocalDate day, string currency)
    {
        var byAge = invoices.ToLookup(
            i => Age(Period.DaysBetween(i.DueOn, day)), i => i.OpenMinor);
        HttpMoney Sum(int age) => new(byAge[age].Sum(), currency);
        return new AgeBuckets(Sum(0), Sum(1), Sum(2), Sum(3), Sum(4), new HttpMoney(byAge.Sum(age => age.Sum()), currency));
    }

    // The due date itself is still in time.
    private static int Age(int daysOverdue) => daysOverdue switch { <= 0 => 0, <= 30 => 1, <= 60 => 2, <= 90 => 3, _ => 4 };

    private sealed record OpenInvoice(Guid PatientId, LocalDate DueOn, long OpenMinor);
}
