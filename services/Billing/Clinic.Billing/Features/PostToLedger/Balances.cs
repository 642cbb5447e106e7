using Clinic.Billing.Domain.Ledger;
using Clinic.Billing.Persistence;
using Clinic.Billing.Persistence.Invoices;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Billing.Features.PostToLedger;

/// <summary>What the postings add up to. Nothing of it is stored.</summary>
internal static class Balances
{
    /// <summary>Invoices with what is still open of them, in minor units, and whether they were voided.</summary>
    public static IQueryable<InvoiceStanding> Standings(this BillingDbContext db)
    {
        var receivable = ChartOfAccounts.AccountsReceivable.Code;
        return db.Invoices.AsNoTracking().Select(invoice => new InvoiceStanding
        {
            Invoice = invoice,
            OpenMinor = db.Postings.Where(p => p.InvoiceId == invoice.Id).Sum(p =>
                (p.Debit.Code == receivable ? p.AmountMinor : 0) - (p.Credit.Code == receivable ? p.AmountMinor : 0)),
            IsVoid = db.CreditNotes.Any(c => c.InvoiceId == invoice.Id),
        });
    }

    /// <summary>What is still open of an invoice, in minor units.</summary>
    public static Task<long> OpenMinorAsync(this BillingDbContext db, Guid invoiceId, CancellationToken cancellationToken) =>
        db.Standings().Where(s => s.Invoice.Id == invoiceId).Select(s => s.OpenMinor).SingleAsync(cancellationToken);

    /// <summary>A patient's credit at a site that settles no invoice yet, in minor units.</summary>
    public static Task<long> CreditMinorAsync(
        this BillingDbContext db, Guid siteId, Guid patientId, CancellationToken cancellationToken)
    {
        var credits = ChartOfAccounts.UnappliedCredits.Code;
        return db.Postings
            .Where(p => p.SiteId == siteId
                && ((p.Debit.Code == credits && p.Debit.PatientId == patientId)
                    || (p.Credit.Code == credits && p.Credit.PatientId == patientId)))
            .SumAsync(p => p.Credit.Code == credits ? p.AmountMinor : -p.AmountMinor, cancellationToken);
    }
}

/// <summary>An invoice with what the ledger says about it.</summary>
internal sealed class InvoiceStanding
{
    public required Invoice Invoice { get; init; }

    /// <summary>Minor units still to be paid.</summary>
    public required long OpenMinor { get; init; }

    public required bool IsVoid { get; init; }
}
