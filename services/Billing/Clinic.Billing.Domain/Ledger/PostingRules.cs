using NodaTime;

namespace Clinic.Billing.Domain.Ledger;

/// <summary>What a bill adds to one revenue account.</summary>
/// <param name="Account">A revenue account.</param>
/// <param name="AmountMinor">Minor units, more than zero.</param>
public sealed record RevenueShare(LedgerAccount Account, long AmountMinor);

/// <summary>Which accounts each money fact moves.</summary>
public static class PostingRules
{
    /// <summary>The patient owes what was earned.</summary>
    /// <param name="invoiceId">The invoice.</param>
    /// <param name="patientId">Who owes it.</param>
    /// <param name="issuedOn">Date of issue, in the site's zone.</param>
    /// <param name="revenue">What was earned, by account.</param>
    public static JournalDraft InvoiceIssued(
        Guid invoiceId, Guid patientId, LocalDate issuedOn, IEnumerable<RevenueShare> revenue) =>
        new(
            EntryKind.InvoiceIssued,
            invoiceId,
            issuedOn,
            [.. revenue.Select(r => new PostingDraft(Receivable(patientId), Site(r.Account), r.AmountMinor, invoiceId))]);

    /// <summary>
    /// Nothing was earned after all: the revenue is taken back, and what had been paid on the invoice becomes the patient's credit.
    /// </summary>
    /// <param name="invoiceId">The invoice.</param>
    /// <param name="patientId">Who owed it.</param>
    /// <param name="voidedOn">Date of the credit note, in the site's zone.</param>
    /// <param name="revenue">What had been earned, by account.</param>
    /// <param name="paidMinor">What had been paid on it; zero or more minor units.</param>
    public static JournalDraft InvoiceVoided(
        Guid invoiceId, Guid patientId, LocalDate voidedOn, IEnumerable<RevenueShare> revenue, long paidMinor)
    {
        var postings = revenue
            .Select(r => new PostingDraft(Site(r.Account), Receivable(patientId), r.AmountMinor, invoiceId))
            .ToList();
        if (paidMinor > 0)
        {
            postings.Add(new PostingDraft(Receivable(patientId), Credits(patientId), paidMinor, invoiceId));
        }

        return new JournalDraft(EntryKind.InvoiceVoided, invoiceId, voidedOn, postings);
    }

    /// <summary>Money arrived: it settles the named invoice, or is the patient's credit when none is named.</summary>
    /// <param name="paymentId">The payment.</param>
    /// <param name="patientId">Whose.</param>
    /// <param name="invoiceId">What it settles, or null.</param>
    /// <param name="method">How it was paid.</param>
    /// <param name="amountMinor">Minor units, more than zero.</param>
    /// <param name="receivedOn">When it arrived, in the site's zone.</param>
    public static JournalDraft PaymentReceived(
        Guid paymentId, Guid patientId, Guid? invoiceId, PaymentMethod method, long amountMinor, LocalDate receivedOn) =>
        new(
            EntryKind.PaymentReceived,
            paymentId,
            receivedOn,
            [
                new PostingDraft(
                    Site(ChartOfAccounts.Of(method)),
                    invoiceId is null ? Credits(patientId) : Receivable(patientId),
                    amountMinor,
                    invoiceId),
            ]);

    /// <summary>A patient's credit settles an invoice.</summary>
    /// <param name="applicationId">The application.</param>
    /// <param name="patientId">Whose.</param>
    /// <param name="invoiceId">What it settles.</param>
    /// <param name="amountMinor">Minor units, more than zero.</param>
    /// <param name="appliedOn">When, in the site's zone.</param>
    public static JournalDraft CreditApplied(
        Guid applicationId, Guid patientId, Guid invoiceId, long amountMinor, LocalDate appliedOn) =>
        new(
            EntryKind.CreditApplied,
            applicationId,
            appliedOn,
            [new PostingDraft(Credits(patientId), Receivable(patientId), amountMinor, invoiceId)]);

    /// <summary>A patient's credit is given back.</summary>
    /// <param name="refundId">The refund.</param>
    /// <param name="patientId">Whose.</param>
    /// <param name="method">How it goes back.</param>
    /// <param name="amountMinor">Minor units, more than zero.</param>
    /// <param name="refundedOn">When, in the site's zone.</param>
    public static JournalDraft CreditRefunded(
        Guid refundId, Guid patientId, PaymentMethod method, long amountMinor, LocalDate refundedOn) =>
        new(
            EntryKind.CreditRefunded,
            refundId,
            refundedOn,
            [new PostingDraft(Credits(patientId), Site(ChartOfAccounts.Of(method)), amountMinor, null)]);

    private static AccountRef Receivable(Guid patientId) => new(ChartOfAccounts.AccountsReceivable, patientId);

    private static AccountRef Credits(Guid patientId) => new(ChartOfAccounts.UnappliedCredits, patientId);

    private static AccountRef Site(LedgerAccount account) => new(account, null);
}
