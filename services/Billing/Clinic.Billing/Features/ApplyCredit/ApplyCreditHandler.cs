using Clinic.Billing.Domain.Ledger;
using Clinic.Billing.Features.PostToLedger;
using Clinic.Billing.Features.Shared;
using Clinic.Billing.Persistence;
using Clinic.Billing.Persistence.Invoices;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Http;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Billing.Features.ApplyCredit;

/// <summary>Settles an invoice from the credit of its patient at its site. The entry is the whole record of it.</summary>
/// <param name="bookkeeper">Posts.</param>
/// <param name="auditor">Records the act.</param>
/// <param name="clock">Dates it.</param>
internal sealed class ApplyCreditHandler(Bookkeeper bookkeeper, Auditor auditor, IClock clock)
{
    public async Task<Outcome<CreditApplicationAnswer>> ApplyAsync(
        BillingDbContext db, ApplyCreditRequest request, CancellationToken cancellationToken)
    {
        var invoice = await db.Invoices.SingleOrDefaultAsync(i => i.Id == request.InvoiceId, cancellationToken);
        if (invoice is null)
        {
            return Refusal.NotFound("invoice", "invoiceId");
        }

        var ledger = (await db.TakeLedgerAsync(invoice.SiteId, cancellationToken))!;
        var open = await db.OpenMinorAsync(invoice.Id, cancellationToken);
        if (await RefuseAsync(db, invoice, open, request.Amount!, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var id = NewId.NextGuid();
        var amount = request.Amount!.AmountMinor;
        var policy = await db.Policies.SingleAsync(p => p.SiteId == invoice.SiteId, cancellationToken);
        var entry = PostingRules.CreditApplied(id, invoice.PatientId, invoice.Id, amount, clock.Today(policy));
        await bookkeeper.PostAsync(db, ledger, entry, cancellationToken);
        auditor.Record(db, "credit.apply", invoice.PatientId, invoice.Id);
        return new CreditApplicationAnswer(id, invoice.Id, request.Amount, new HttpMoney(open - amount, ledger.Currency));
    }

    private static async Task<Refusal?> RefuseAsync(
        BillingDbContext db, Invoice invoice, long open, HttpMoney amount, CancellationToken cancellationToken)
    {
        if (!string.Equals(amount.Currency, invoice.Currency, StringComparison.Ordinal))
        {
            return Refusal.Rule("wrong-currency", $"The invoice is in {invoice.Currency}.", "amount");
        }

        if (await db.CreditNotes.AnyAsync(c => c.InvoiceId == invoice.Id, cancellationToken))
        {
            return Refusal.Conflict("invoice-void", "The invoice was voided.", "invoiceId");
        }

        if (amount.AmountMinor > open)
        {
            return Refusal.Rule("more-than-open", $"{open} minor units of the invoice are open.", "amount");
        }

        var credit = await db.CreditMinorAsync(invoice.SiteId, invoice.PatientId, cancellationToken);
        return amount.AmountMinor > credit
            ? Refusal.Rule("more-than-credit", $"The patient has a credit of {credit} minor units.", "amount")
            : null;
    }
}
