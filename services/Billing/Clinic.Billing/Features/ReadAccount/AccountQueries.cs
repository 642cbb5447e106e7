using Clinic.Billing.Domain.Ledger;
using Clinic.Billing.Features.Shared;
using Clinic.Billing.Persistence;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Billing.Features.ReadAccount;

/// <summary>A movement with the keys of the list.</summary>
internal sealed record Move(
    Instant At, long Number, Guid SiteId, EntryKind Kind, Guid SourceId, LocalDate EffectiveOn, long ChangeMinor, string Currency)
{
    /// <summary>Entries of one instant, in the order of their numbers; padded so that text sorts as numbers do.</summary>
    public string Key => Number.ToString("D19", System.Globalization.CultureInfo.InvariantCulture);

    public AccountEntry Show() => new(SiteId, Kind, SourceId, EffectiveOn.ToDateOnly(), new HttpMoney(ChangeMinor, Currency));
}

/// <summary>What the ledger says about one patient.</summary>
internal static class AccountQueries
{
    /// <summary>Balances by site.</summary>
    public static async Task<List<SiteBalance>> BalancesAsync(BillingDbContext db, Guid patientId, CancellationToken cancellationToken)
    {
        var sums = await db.Accounts.AsNoTracking()
            .Where(a => a.PatientId == patientId)
            .Select(a => new
            {
                a.SiteId,
                a.Code,
                a.Currency,
                Balance = db.Postings.Where(p => p.DebitAccountId == a.Id).Sum(p => p.AmountMinor)
                    - db.Postings.Where(p => p.CreditAccountId == a.Id).Sum(p => p.AmountMinor),
            })
            .ToListAsync(cancellationToken);
        return [.. sums.GroupBy(s => (s.SiteId, s.Currency)).OrderBy(site => site.Key.SiteId).Select(site =>
        {
            HttpMoney Money(long minor) => new(minor, site.Key.Currency);
            var receivable = site.Where(s => s.Code == ChartOfAccounts.AccountsReceivable.Code).Sum(s => s.Balance);
            var balance = site.Sum(s => s.Balance);
            return new SiteBalance(site.Key.SiteId, Money(receivable), Money(receivable - balance), Money(balance));
        })];
    }

    /// <summary>Entries that moved the patient's accounts, from new to old. One entry can move several.</summary>
    public static async Task<List<Move>> MovesAsync(
        BillingDbContext db, Guid patientId, TimeCursor? cursor, int count, CancellationToken cancellationToken)
    {
        var entries = db.JournalEntries.AsNoTracking()
            .Where(e => e.Postings.Any(p => p.Debit.PatientId == patientId || p.Credit.PatientId == patientId));
        if (cursor is not null)
        {
            var number = long.TryParse(cursor.Number, out var parsed) ? parsed : 0;
            entries = entries.Where(e => e.OccurredAt < cursor.At || (e.OccurredAt == cursor.At && e.Number < number));
        }

        return await entries
            .OrderByDescending(e => e.OccurredAt).ThenByDescending(e => e.Number)
            .Take(count)
            .Select(e => new Move(
                e.OccurredAt,
                e.Number,
                e.SiteId,
                e.Kind,
                e.SourceId,
                e.EffectiveOn,
                e.Postings.Sum(p => (p.Debit.PatientId == patientId ? p.AmountMinor : 0)
                    - (p.Credit.PatientId == patientId ? p.AmountMinor : 0)),
                e.Currency))
            .ToListAsync(cancellationToken);
    }
}
