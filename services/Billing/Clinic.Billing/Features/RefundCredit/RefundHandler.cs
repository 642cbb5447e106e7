using Clinic.Billing.Domain.Ledger;
using Clinic.Billing.Features.PostToLedger;
using Clinic.Billing.Features.Shared;
using Clinic.Billing.Persistence;
using Clinic.Billing.Persistence.Invoices;
using Clinic.Billing.Persistence.Ledger;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Http;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Billing.Features.RefundCredit;

/// <summary>Gives back what is a patient's own at a site, never more.</summary>
/// <param name="bookkeeper">Posts.</param>
/// <param name="auditor">Records the act.</param>
/// <param name="clock">Dates it.</param>
internal sealed class RefundHandler(Bookkeeper bookkeeper, Auditor auditor, IClock clock)
{
    public async Task<Outcome<RefundAnswer>> RefundAsync(BillingDbContext db, RefundRequest request, CancellationToken cancellationToken)
    {
        var ledger = await db.TakeLedgerAsync(request.SiteId!.Value, cancellationToken);
        if (ledger is null)
        {
            return Refusal.NotFound("site with a billing policy", "siteId");
        }

        if (await RefuseAsync(db, ledger, request, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var policy = await db.Policies.SingleAsync(p => p.SiteId == ledger.SiteId, cancellationToken);
        var refund = new Refund
        {
            Id = NewId.NextGuid(),
            SiteId = ledger.SiteId,
            PatientId = request.PatientId!.Value,
            Method = request.Method!.Value,
            AmountMinor = request.Amount!.AmountMinor,
            Reason = request.Reason!,
            RefundedOn = clock.Today(policy),
            RecordedAt = clock.GetCurrentInstant(),
        };
        db.Refunds.Add(refund);
        var entry = PostingRules.CreditRefunded(refund.Id, refund.PatientId, refund.Method, refund.AmountMinor, refund.RefundedOn);
        await bookkeeper.PostAsync(db, ledger, entry, cancellationToken);
        auditor.Record(db, "credit.refund", refund.PatientId, refund.Id);
        return new RefundAnswer(
            refund.Id, refund.PatientId, refund.SiteId, request.Amount, refund.Method, refund.Reason, refund.RefundedOn.ToDateOnly());
    }

    private static async Task<Refusal?> RefuseAsync(
        BillingDbContext db, SiteLedger ledger, RefundRequest request, CancellationToken cancellationToken)
    {
        if (!string.Equals(ledger.Currency, request.Amount!.Currency, StringComparison.Ordinal))
        {
            return Refusal.Rule("wrong-currency", $"The site bills in {ledger.Currency}.", "amount");
        }

        var patientId = request.PatientId!.Value;
        if (!await db.IsKnownPatientAsync(patientId, cancellationToken))
        {
            return Refusal.NotFound("patient", "patientId");
        }

        var credit = await db.CreditMinorAsync(ledger.SiteId, patientId, cancellationToken);
        return request.Amount.AmountMinor > credit
            ? Refusal.Rule("more-than-credit", $"The patient has a credit of {credit} minor units.", "amount")
            : null;
    }
}
