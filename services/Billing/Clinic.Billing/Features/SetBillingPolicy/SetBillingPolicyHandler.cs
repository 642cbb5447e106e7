using Clinic.Billing.Features.ChargeInfusion;
using Clinic.Billing.Features.PostToLedger;
using Clinic.Billing.Persistence;
using Clinic.Billing.Persistence.Fees;
using Clinic.Billing.Persistence.Ledger;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Billing.Features.SetBillingPolicy;

/// <summary>Opens a site's ledger with its policy, or changes the policy.</summary>
/// <param name="biller">Bills what waited for it.</param>
/// <param name="auditor">Records the act.</param>
internal sealed class SetBillingPolicyHandler(InfusionBiller biller, Auditor auditor)
{
    public async Task<Outcome<BillingPolicyAnswer>> SetAsync(
        BillingDbContext db, Guid siteId, BillingPolicyRequest request, HttpRequest http, CancellationToken cancellationToken)
    {
        var ledger = await db.TakeLedgerAsync(siteId, cancellationToken);
        var outcome = ledger is null
            ? await OpenAsync(db, siteId, request, cancellationToken)
            : await ChangeAsync(db, ledger, request, http, cancellationToken);
        if (outcome.Succeeded)
        {
            auditor.Record(db, "billing-policy.set", null, siteId);
            await biller.BillWaitingAsync(db, siteId, cancellationToken);
        }

        return outcome;
    }

    private static async Task<Outcome<BillingPolicyAnswer>> OpenAsync(
        BillingDbContext db, Guid siteId, BillingPolicyRequest request, CancellationToken cancellationToken)
    {
        if (await db.SiteLedgers.AnyAsync(l => l.NumberPrefix == request.NumberPrefix, cancellationToken))
        {
            return Refusal.Conflict("prefix-taken", "Another site has this number prefix.", "numberPrefix");
        }

        var ledger = new SiteLedger
        {
            SiteId = siteId,
            Currency = request.Currency!,
            NumberPrefix = request.NumberPrefix!,
            NextInvoiceNumber = 1,
            NextCreditNoteNumber = 1,
            NextReceiptNumber = 1,
            NextEntryNumber = 1,
            Writes = 1,
        };
        var policy = new BillingPolicy
        {
            SiteId = siteId,
            TimeZoneId = request.TimeZoneId!,
            PaymentTermsDays = request.PaymentTermsDays!.Value,
            NoShowFeeMinor = request.NoShowFee?.AmountMinor,
            LateCancelFeeMinor = request.LateCancelFee?.AmountMinor,
            Version = 1,
        };
        db.Add(ledger);
        db.Add(policy);
        // Billing what waits reads both from the database.
        await db.SaveChangesAsync(cancellationToken);
        return BillingPolicyAnswer.Of(policy, ledger);
    }

    private static async Task<Outcome<BillingPolicyAnswer>> ChangeAsync(
        BillingDbContext db, SiteLedger ledger, BillingPolicyRequest request, HttpRequest http, CancellationToken cancellationToken)
    {
        if (EntityTag.Required(http) is { Succeeded: false } missing)
        {
            return missing.Refusal;
        }

        var policy = await db.Policies.SingleAsync(p => p.SiteId == ledger.SiteId, cancellationToken);
        if (policy.Version != EntityTag.Required(http).Value)
        {
            return Refusal.Stale();
        }

        if (Frozen(ledger, request) is { } refusal)
        {
            return refusal;
        }

        policy.TimeZoneId = request.TimeZoneId!;
        policy.PaymentTermsDays = request.PaymentTermsDays!.Value;
        policy.NoShowFeeMinor = request.NoShowFee?.AmountMinor;
        policy.LateCancelFeeMinor = request.LateCancelFee?.AmountMinor;
        policy.Version++;
        return BillingPolicyAnswer.Of(policy, ledger);
    }

    // Both stand on documents that were issued and on entries that were posted.
    private static Refusal? Frozen(SiteLedger ledger, BillingPolicyRequest request) =>
        !string.Equals(ledger.Currency, request.Currency, StringComparison.Ordinal)
            ? Refusal.Rule("currency-fixed", $"The site's ledger is kept in {ledger.Currency}.", "currency")
            : !string.Equals(ledger.NumberPrefix, request.NumberPrefix, StringComparison.Ordinal)
                ? Refusal.Rule("prefix-fixed", $"The site's documents are numbered with {ledger.NumberPrefix}.", "numberPrefix")
                : null;
}
