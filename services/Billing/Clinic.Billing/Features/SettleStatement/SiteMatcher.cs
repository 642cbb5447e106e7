using Clinic.Billing.Domain;
using Clinic.Billing.Domain.Reconciliation;
using Clinic.Billing.Features.PostToLedger;
using Clinic.Billing.Persistence;
using Clinic.Billing.Persistence.Invoices;
using Clinic.Billing.Persistence.Ledger;
using Clinic.Billing.Persistence.Reconciliation;
using Clinic.ServiceDefaults.Privacy;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Billing.Features.SettleStatement;

/// <summary>What a site waits for, and the matcher over it, as they are in the ledger now.</summary>
internal sealed class SiteMatcher
{
    /// <summary>Settled invoices are known for so long, to recognise what is paid twice.</summary>
    private static readonly Period Memory = Period.FromYears(1);

    private readonly Dictionary<string, Guid> _payers;
    private readonly Matcher _matcher;
    private readonly Protection _protection;

    private SiteMatcher(SiteLedger ledger, List<OpenItem> items, Dictionary<string, Guid> payers, Protection protection)
    {
        Items = items;
        _payers = payers;
        _protection = protection;
        _matcher = new Matcher(new OpenItems(ledger.NumberPrefix, items));
    }

    /// <summary>All that can be settled, settled invoices of the last year too.</summary>
    public IReadOnlyList<OpenItem> Items { get; }

    public static async Task<SiteMatcher> LoadAsync(
        BillingDbContext db, SiteLedger ledger, LocalDate oldest, Protection protection, CancellationToken cancellationToken)
    {
        var since = oldest - Memory;
        var invoices = await db.Standings()
            .Where(s => s.Invoice.SiteId == ledger.SiteId && !s.IsVoid && (s.OpenMinor > 0 || s.Invoice.IssuedOn >= since))
            .Select(s => new { s.Invoice.Id, s.Invoice.Number, s.Invoice.PatientId, s.OpenMinor, s.Invoice.IssuedOn })
            .ToListAsync(cancellationToken);
        var waiting = await Waiting(db, ledger.SiteId).ToListAsync(cancellationToken);
        var payers = await db.KnownPayers.Where(p => p.SiteId == ledger.SiteId)
            .ToDictionaryAsync(p => p.PayerKey, p => p.PatientId, StringComparer.Ordinal, cancellationToken);
        var items = invoices.ConvertAll(i => new OpenItem(i.Id, OpenItemKind.Invoice, i.Number, i.PatientId, i.OpenMinor, i.IssuedOn));
        items.AddRange(waiting.Select(p => p.Method == PaymentMethod.BankTransfer
            ? new OpenItem(p.Id, OpenItemKind.RecordedTransfer, p.Reference ?? "", p.PatientId, p.AmountMinor, p.ReceivedOn.PlusDays(-EarlierAtBank))
            : new OpenItem(p.Id, OpenItemKind.Undeposited, p.Reference ?? "", OpenItem.Desk, p.AmountMinor, p.ReceivedOn)));
        return new SiteMatcher(ledger, items, payers, protection);
    }

    /// <summary>How a line would be divided now.</summary>
    public Match Find(StatementLine line)
    {
        if (line.AmountMinor <= 0)
        {
            return Match.None;
        }

        var text = _protection.Unprotect<StatementText>(StatementText.Purpose, line.ProtectedText);
        return _matcher.Find(new IncomingMoney(line.On, line.AmountMinor, text.Reference, text.Text, PayerOf(line)));
    }

    /// <summary>Items that a person may mean: what the match found, the payer's, and those of the same amount.</summary>
    public IEnumerable<OpenItem> Candidates(StatementLine line, Match match)
    {
        var payer = PayerOf(line);
        return match.Allocations.Select(a => a.Item)
            .Concat(Items.Where(i => i.Group == payer))
            .Concat(Items.Where(i => i.OpenMinor == line.AmountMinor))
            .Where(i => i.OpenMinor > 0)
            .Distinct();
    }

    private Guid? PayerOf(StatementLine line) => line.IsDeskDeposit ? OpenItem.Desk
        : line.PayerKey is { } key && _payers.TryGetValue(key, out var patient) ? patient : null;

    /// <summary>A transfer may be recorded some days after the bank booked it.</summary>
    private const int EarlierAtBank = 7;

    // Card payments come with the processor's payout.
    private static IQueryable<Payment> Waiting(BillingDbContext db, Guid siteId) => db.Payments.AsNoTracking()
        .Where(p => p.SiteId == siteId && p.Method != PaymentMethod.CardTerminal && p.ReversedAt == null
            && !db.Settlements.Any(s => s.UndoneAt == null && s.Parts.Any(x => x.PaymentId == p.Id || x.ItemId == p.Id)));
}
