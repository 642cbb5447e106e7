using Clinic.Billing.Domain.Ledger;
using Clinic.Billing.Persistence;
using Clinic.Billing.Persistence.Ledger;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Billing.Features.PostToLedger;

/// <summary>Writes journal entries, one writer per site at a time.</summary>
/// <param name="clock">Dates the entries.</param>
internal sealed class Bookkeeper(IClock clock)
{
    /// <summary>Adds an entry to a ledger that was taken.</summary>
    public async Task PostAsync(BillingDbContext db, SiteLedger ledger, JournalDraft draft, CancellationToken cancellationToken)
    {
        var entry = new JournalEntry
        {
            Id = NewId.NextGuid(),
            SiteId = ledger.SiteId,
            Number = ledger.NextEntryNumber++,
            Kind = draft.Kind,
            SourceId = draft.SourceId,
            Currency = ledger.Currency,
            EffectiveOn = draft.EffectiveOn,
            OccurredAt = clock.GetCurrentInstant(),
        };
        db.JournalEntries.Add(entry);
        foreach (var posting in draft.Postings)
        {
            entry.Postings.Add(new Posting
            {
                Id = NewId.NextGuid(),
                EntryId = entry.Id,
                Position = entry.Postings.Count + 1,
                SiteId = ledger.SiteId,
                Currency = ledger.Currency,
                DebitAccountId = await AccountIdAsync(db, ledger, posting.Debit, cancellationToken),
                CreditAccountId = await AccountIdAsync(db, ledger, posting.Credit, cancellationToken),
                AmountMinor = posting.AmountMinor,
                InvoiceId = posting.InvoiceId,
            });
        }
    }

    private static async Task<Guid> AccountIdAsync(
        BillingDbContext db, SiteLedger ledger, AccountRef wanted, CancellationToken cancellationToken)
    {
        var patientId = wanted.PatientId ?? Account.NoPatient;
        bool IsWanted(Account a) => a.SiteId == ledger.SiteId && a.Code == wanted.Account.Code && a.PatientId == patientId;
        var account = db.Accounts.Local.FirstOrDefault(IsWanted)
            ?? await db.Accounts.SingleOrDefaultAsync(
                a => a.SiteId == ledger.SiteId && a.Code == wanted.Account.Code && a.PatientId == patientId, cancellationToken);
        if (account is null)
        {
            account = new Account
            {
                Id = NewId.NextGuid(),
                SiteId = ledger.SiteId,
                Code = wanted.Account.Code,
                PatientId = patientId,
                Currency = ledger.Currency,
            };
            db.Accounts.Add(account);
        }

        return account.Id;
    }
}
