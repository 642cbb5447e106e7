using Clinic.Billing.Domain.Ledger;
using Clinic.Billing.Features.IssueInvoice;
using Clinic.Billing.Features.PostToLedger;
using Clinic.Billing.Features.ReadInvoices;
using Clinic.Billing.Features.Shared;
using Clinic.Billing.Persistence;
using Clinic.Billing.Persistence.Invoices;
using Clinic.Billing.Persistence.Ledger;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Http;
using FluentValidation;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Billing.Features.VoidInvoice;

/// <summary>Why an invoice is to be voided.</summary>
/// <param name="Reason">1 to 200 characters; stands on the credit note.</param>
internal sealed record VoidInvoiceRequest(string? Reason);

internal sealed class VoidInvoiceValidator : AbstractValidator<VoidInvoiceRequest>
{
    public VoidInvoiceValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(CreditNote.Mapping.ReasonLength);
}

/// <summary>Voids an invoice: a credit note and a new entry, nothing is changed or removed.</summary>
/// <param name="bookkeeper">Posts.</param>
/// <param name="auditor">Records the act.</param>
/// <param name="clock">Dates it.</param>
internal sealed class VoidInvoiceHandler(Bookkeeper bookkeeper, Auditor auditor, IClock clock)
{
    public async Task<Outcome<CreditNoteAnswer>> VoidAsync(
        BillingDbContext db, Guid invoiceId, VoidInvoiceRequest request, CancellationToken cancellationToken)
    {
        var invoice = await db.Invoices.Include(i => i.Lines).SingleOrDefaultAsync(i => i.Id == invoiceId, cancellationToken);
        if (invoice is null)
        {
            return Refusal.NotFound("invoice", "invoiceId");
        }

        var ledger = (await db.TakeLedgerAsync(invoice.SiteId, cancellationToken))!;
        if (await db.CreditNotes.AnyAsync(c => c.InvoiceId == invoiceId, cancellationToken))
        {
            return Refusal.Conflict("already-void", "This invoice was voided before.", "invoiceId");
        }

        var note = await WriteAsync(db, ledger, invoice, request.Reason!, cancellationToken);
        db.CreditNotes.Add(note);
        var paid = invoice.TotalMinor - await db.OpenMinorAsync(invoiceId, cancellationToken);
        var revenue = invoice.Lines
            .GroupBy(l => l.RevenueAccount)
            .Select(same => new RevenueShare(ChartOfAccounts.All[same.Key], same.Sum(l => l.AmountMinor)));
        var entry = PostingRules.InvoiceVoided(invoiceId, invoice.PatientId, note.IssuedOn, revenue, paid);
        await bookkeeper.PostAsync(db, ledger, entry, cancellationToken);
        auditor.Record(db, "invoice.void", invoice.PatientId, invoiceId);
        return CreditNoteAnswer.Of(note, invoice.Currency);
    }

    private async Task<CreditNote> WriteAsync(
        BillingDbContext db, SiteLedger ledger, Invoice invoice, string reason, CancellationToken cancellationToken)
    {
        var policy = await db.Policies.SingleAsync(p => p.SiteId == invoice.SiteId, cancellationToken);
        return new CreditNote
        {
            Id = NewId.NextGuid(),
            InvoiceId = invoice.Id,
            Number = PrintedNumber.CreditNote(ledger.NumberPrefix, ledger.NextCreditNoteNumber++),
            AmountMinor = invoice.TotalMinor,
            Reason = reason,
            IssuedOn = clock.Today(policy),
            IssuedAt = clock.GetCurrentInstant(),
        };
    }
}
