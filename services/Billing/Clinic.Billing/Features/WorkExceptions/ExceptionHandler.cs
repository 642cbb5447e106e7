using Clinic.Billing.Domain.Ledger;
using Clinic.Billing.Domain.Reconciliation;
using Clinic.Billing.Features.PostToLedger;
using Clinic.Billing.Features.SettleStatement;
using Clinic.Billing.Features.Shared;
using Clinic.Billing.Persistence;
using Clinic.Billing.Persistence.Ledger;
using Clinic.Billing.Persistence.Reconciliation;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Http;
using Clinic.ServiceDefaults.Privacy;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Billing.Features.WorkExceptions;

/// <summary>What a person does with a line that waits, and how it is taken back.</summary>
/// <param name="settler">Settles.</param>
/// <param name="bookkeeper">Posts what is taken back.</param>
/// <param name="protection">Reads what the statement says.</param>
/// <param name="auditor">Records the act.</param>
/// <param name="clock">Dates it.</param>
internal sealed class ExceptionHandler(Settler settler, Bookkeeper bookkeeper, Protection protection, Auditor auditor, IClock clock)
{
    /// <summary>Divides a waiting line among items, and the rest into a patient's credit.</summary>
    public async Task<Outcome<WorkedLine>> AssignAsync(
        BillingDbContext db, Guid lineId, AssignRequest request, CancellationToken cancellationToken)
    {
        if (await TakeAsync(db, lineId, cancellationToken) is not { } taken)
        {
            return Refusal.NotFound("line", "lineId");
        }

        var (line, ledger) = taken;
        if (line.State != LineState.Queued)
        {
            return Refusal.Conflict("not-waiting", "The line doesn't wait for anybody.", "lineId");
        }

        var parts = request.Parts ?? [];
        var credit = request.Credit?.AmountMinor ?? 0;
        if (parts.Sum(p => p.AmountMinor) + credit != line.AmountMinor)
        {
            return Refusal.Rule("not-the-sum", $"The parts do not add up to {line.AmountMinor} minor units.", "parts");
        }

        if (request.Credit is { } c && !await db.IsKnownPatientAsync(c.PatientId, cancellationToken))
        {
            return Refusal.NotFound("patient", "credit.patientId");
        }

        var matcher = await SiteMatcher.LoadAsync(db, ledger, line.On, protection, cancellationToken);
        var items = matcher.Items.ToDictionary(i => i.Id);
        foreach (var part in parts)
        {
            if (!items.TryGetValue(part.ItemId, out var item) || part.AmountMinor > item.OpenMinor
                || (item.Kind != OpenItemKind.Invoice && part.AmountMinor != item.OpenMinor))
            {
                return Refusal.Rule("not-open", "So much of this item isn't open.", "parts");
            }
        }

        var divided = new Division(
            [.. parts.Select(p => new Allocation(items[p.ItemId], p.AmountMinor))], credit, request.Credit?.PatientId, null, 1);
        await settler.SettleAsync(db, ledger, line, divided, cancellationToken);
        await LearnAsync(db, line, divided, cancellationToken);
        return new WorkedLine(line.Id, line.State);
    }

    /// <summary>Takes a settlement back by a new entry; the line waits again.</summary>
    public async Task<Outcome<WorkedLine>> UndoAsync(
        BillingDbContext db, Guid lineId, string reason, CancellationToken cancellationToken)
    {
        if (await TakeAsync(db, lineId, cancellationToken) is not { } taken)
        {
            return Refusal.NotFound("line", "lineId");
        }

        var (line, ledger) = taken;
        if (line.State != LineState.Settled)
        {
            return Refusal.Conflict("not-settled", "The line settles nothing.", "lineId");
        }

        var settlement = await db.Settlements.Include(s => s.Parts).SingleAsync(s => s.Id == line.SettlementId, cancellationToken);
        if (await RefuseAsync(db, ledger, settlement, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var now = clock.GetCurrentInstant();
        var payments = settlement.Parts.Where(p => p.PaymentId is not null).Select(p => p.PaymentId).ToList();
        foreach (var payment in await db.Payments.Where(p => payments.Contains(p.Id)).ToListAsync(cancellationToken))
        {
            payment.ReversedAt = now;
            auditor.Record(db, "payment.reverse", payment.PatientId, payment.Id);
        }

        await ReverseAsync(db, ledger, settlement.Id, now, cancellationToken);
        (settlement.UndoneAt, settlement.UndoReason) = (now, reason);
        // Whose money it was may have been learnt from this very match.
        await db.KnownPayers.Where(p => p.SiteId == line.SiteId && p.PayerKey == line.PayerKey).ExecuteDeleteAsync(cancellationToken);
        (line.State, line.SettlementId) = (LineState.Queued, null);
        line.Version++;
        auditor.Record(db, "statement.undo", null, line.Id);
        return new WorkedLine(line.Id, line.State);
    }

    /// <summary>Says that a waiting line isn't a patient's money.</summary>
    public async Task<Outcome<WorkedLine>> DismissAsync(
        BillingDbContext db, Guid lineId, string reason, CancellationToken cancellationToken)
    {
        if (await TakeAsync(db, lineId, cancellationToken) is not { } taken)
        {
            return Refusal.NotFound("line", "lineId");
        }

        if (taken.Line.State != LineState.Queued)
        {
            return Refusal.Conflict("not-waiting", "The line doesn't wait for anybody.", "lineId");
        }

        (taken.Line.State, taken.Line.DismissReason) = (LineState.Dismissed, reason);
        taken.Line.Version++;
        auditor.Record(db, "statement.dismiss", null, lineId);
        return new WorkedLine(lineId, taken.Line.State);
    }

    private static async Task<(StatementLine Line, SiteLedger Ledger)?> TakeAsync(
        BillingDbContext db, Guid lineId, CancellationToken cancellationToken)
    {
        var site = await db.StatementLines.Where(l => l.Id == lineId).Select(l => (Guid?)l.SiteId).SingleOrDefaultAsync(cancellationToken);
        return site is { } id && await db.TakeLedgerAsync(id, cancellationToken) is { } ledger
            ? (await db.StatementLines.SingleAsync(l => l.Id == lineId, cancellationToken), ledger)
            : null;
    }

    private static async Task LearnAsync(BillingDbContext db, StatementLine line, Division divided, CancellationToken cancellationToken)
    {
        var patients = divided.Parts.Where(p => p.Item.Kind == OpenItemKind.Invoice).Select(p => p.Item.Group).Distinct().ToList();
        if (patients.Count == 1)
        {
            await db.LearnPayerAsync(line, patients[0], cancellationToken);
        }
    }

    // Money that has moved on since can't be taken back from where it no longer is.
    private static async Task<Refusal?> RefuseAsync(
        BillingDbContext db, SiteLedger ledger, Settlement settlement, CancellationToken cancellationToken)
    {
        var invoices = settlement.Parts.Where(p => p.Kind == OpenItemKind.Invoice).Select(p => p.ItemId).ToList();
        if (await db.CreditNotes.AnyAsync(c => invoices.Contains(c.InvoiceId), cancellationToken))
        {
            return Refusal.Conflict("invoice-void", "An invoice that it settled was voided since.", "lineId");
        }

        var credits = settlement.Parts.Where(p => p.Kind is null).ToLookup(p => p.ItemId, p => p.AmountMinor);
        foreach (var credit in credits)
        {
            if (credit.Sum() > await db.CreditMinorAsync(ledger.SiteId, credit.Key, cancellationToken))
            {
                return Refusal.Conflict("credit-used", "The credit that it left was used since.", "lineId");
            }
        }

        return null;
    }

    private async Task ReverseAsync(
        BillingDbContext db, SiteLedger ledger, Guid settlementId, Instant now, CancellationToken cancellationToken)
    {
        var posted = await db.Postings.AsNoTracking().Include(p => p.Debit).Include(p => p.Credit)
            .Where(p => p.Entry.Kind == EntryKind.MoneyMatched && p.Entry.SourceId == settlementId)
            .OrderBy(p => p.Position)
            .ToListAsync(cancellationToken);
        if (posted.Count == 0)
        {
            return;
        }

        var zone = await db.SiteZoneAsync(ledger.SiteId, cancellationToken);
        var back = posted.ConvertAll(p => new PostingDraft(Ref(p.Credit), Ref(p.Debit), p.AmountMinor, p.InvoiceId));
        await bookkeeper.PostAsync(db, ledger, new JournalDraft(EntryKind.MatchUndone, settlementId, now.InZone(zone).Date, back), cancellationToken);
    }

    private static AccountRef Ref(Account account) =>
        new(ChartOfAccounts.All[account.Code], account.PatientId == Account.NoPatient ? null : account.PatientId);
}
