using Clinic.Billing.Domain;
using Clinic.Billing.Domain.Ledger;
using Clinic.Billing.Domain.Reconciliation;
using NodaTime;

namespace Clinic.Billing.Features.SettleStatement;

/// <summary>Which accounts money at the bank moves.</summary>
internal static class ReconciliationPostings
{
    private static readonly AccountRef Bank = new(ChartOfAccounts.Bank, null);

    /// <summary>Bank to receivables, to the drawer it came from, or to a patient's credit. A transfer recorded before is at the bank already.</summary>
    public static JournalDraft MoneyMatched(
        Guid settlementId, LocalDate on, Division division, IReadOnlyDictionary<Guid, PaymentMethod> methods)
    {
        var postings = new List<PostingDraft>();
        foreach (var (item, minor) in division.Parts)
        {
            if (item.Kind == OpenItemKind.Invoice)
            {
                postings.Add(new PostingDraft(Bank, new AccountRef(ChartOfAccounts.AccountsReceivable, item.Group), minor, item.Id));
            }
            else if (item.Kind == OpenItemKind.Undeposited)
            {
                postings.Add(new PostingDraft(Bank, new AccountRef(ChartOfAccounts.Of(methods[item.Id]), null), minor, null));
            }
        }

        if (division is { CreditMinor: > 0, CreditPatientId: { } patient })
        {
            postings.Add(new PostingDraft(Bank, new AccountRef(ChartOfAccounts.UnappliedCredits, patient), division.CreditMinor, null));
        }

        return new JournalDraft(EntryKind.MoneyMatched, settlementId, on, postings);
    }
}
