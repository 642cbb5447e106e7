using NodaTime;

namespace Clinic.Billing.Domain.Ledger;

/// <summary>What a journal entry records. With the id of its source it is unique: one fact is posted once.</summary>
public enum EntryKind
{
    /// <summary>An invoice was issued; the source is the invoice.</summary>
    InvoiceIssued,

    /// <summary>An invoice was voided by a credit note; the source is the invoice.</summary>
    InvoiceVoided,

    /// <summary>Money arrived; the source is the payment.</summary>
    PaymentReceived,

    /// <summary>A patient's credit settled an invoice; the source is the application.</summary>
    CreditApplied,

    /// <summary>A patient's credit was given back; the source is the refund.</summary>
    CreditRefunded,

    /// <summary>Money on a bank statement was settled; the source is the settlement.</summary>
    MoneyMatched,

    /// <summary>A settlement was undone; the source is the settlement.</summary>
    MatchUndone,
}

/// <summary>An account of the ledger that a posting names.</summary>
/// <param name="Account">Its place in the chart.</param>
/// <param name="PatientId">Whose, for accounts kept per patient; null otherwise.</param>
public sealed record AccountRef(LedgerAccount Account, Guid? PatientId);

/// <summary>
/// One amount moved from one account to another. Both sides are in one record, so that nothing unbalanced can be written down.
/// </summary>
/// <param name="Debit">The account debited.</param>
/// <param name="Credit">The account credited.</param>
/// <param name="AmountMinor">Minor units, more than zero.</param>
/// <param name="InvoiceId">The invoice whose open amount it changes, or null.</param>
public sealed record PostingDraft(AccountRef Debit, AccountRef Credit, long AmountMinor, Guid? InvoiceId);

/// <summary>A journal entry before it is numbered and posted.</summary>
/// <param name="Kind">What it records.</param>
/// <param name="SourceId">The document it comes from.</param>
/// <param name="EffectiveOn">The accounting date, in the site's zone.</param>
/// <param name="Postings">One or more.</param>
public sealed record JournalDraft(EntryKind Kind, Guid SourceId, LocalDate EffectiveOn, IReadOnlyList<PostingDraft> Postings);
