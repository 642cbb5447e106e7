using Clinic.Billing.Domain.Ledger;
using Clinic.Billing.Features.Shared;
using Clinic.Billing.Persistence;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;

namespace Clinic.Billing.Features.ReadAccount;

/// <summary>A patient's account at every site.</summary>
/// <param name="PatientId">The patient.</param>
/// <param name="Sites">One balance per site.</param>
/// <param name="Entries">What moved it, from new to old.</param>
internal sealed record AccountAnswer(Guid PatientId, IReadOnlyList<SiteBalance> Sites, Page<AccountEntry> Entries);

/// <summary>A patient's balance at a site.</summary>
/// <param name="SiteId">The site.</param>
/// <param name="Receivable">What is open of invoices.</param>
/// <param name="UnappliedCredit">Money that settles no invoice yet.</param>
/// <param name="Balance">What the patient owes in the end; negative is the patient's.</param>
internal sealed record SiteBalance(Guid SiteId, HttpMoney Receivable, HttpMoney UnappliedCredit, HttpMoney Balance);

/// <summary>A movement of the patient's account.</summary>
/// <param name="SiteId">The site.</param>
/// <param name="Kind">What happened.</param>
/// <param name="SourceId">The document.</param>
/// <param name="EffectiveOn">Accounting date in the site's zone.</param>
/// <param name="Change">Positive raises what the patient owes, negative lowers it.</param>
internal sealed record AccountEntry(Guid SiteId, EntryKind Kind, Guid SourceId, DateOnly EffectiveOn, HttpMoney Change);

internal static class ReadAccountEndpoint
{
    public static void Map(RouteGroupBuilder group) => group.MapGet("/accounts/{patientId:guid}", HandleAsync)
        .RequireAuthorization(Policies.Cashier)
        .WithName("ReadAccount")
        .WithSummary("What a patient owes, and why")
        .Produces<AccountAnswer>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(
        Guid patientId,
        int? limit,
        string? cursor,
        BillingDbContext db,
        Transactor<BillingDbContext> transactor,
        Auditor auditor,
        CancellationToken cancellationToken)
    {
        var size = Paging.Size(limit);
        var from = TimeCursor.Read(cursor);
        if ((size.Refusal ?? from.Refusal) is { } refusal)
        {
            return refusal.ToProblem();
        }

        if (patientId == Guid.Empty || !await db.IsKnownPatientAsync(patientId, cancellationToken))
        {
            return Refusal.NotFound("patient", "patientId").ToProblem();
        }

        var sites = await AccountQueries.BalancesAsync(db, patientId, cancellationToken);
        var moves = await AccountQueries.MovesAsync(db, patientId, from.Value, size.Value + 1, cancellationToken);
        await auditor.RecordReadAsync(transactor, "account.read", patientId, null, cancellationToken);
        return Results.Ok(new AccountAnswer(
            patientId, sites, Paging.Of(moves, size.Value, m => m.Show(), m => TimeCursor.Key(m.At, m.Key))));
    }
}
