using Clinic.Billing.Domain;
using Clinic.Billing.Domain.Reconciliation;
using Clinic.Billing.Features.PostToLedger;
using Clinic.Billing.Features.RecordPayment;
using Clinic.Billing.Persistence;
using Clinic.Billing.Persistence.Invoices;
using Clinic.Billing.Persistence.Ledger;
using Clinic.Billing.Persistence.Reconciliation;
using Clinic.ServiceDefaults.Audit;
using MassTransit;
using NodaTime;

namespace Clinic.Billing.Features.SettleStatement;

/// <summary>What a line of a statement is to settle.</summary>
/// <param name="Parts">Items and how much of each.</param>
/// <param name="CreditMinor">What becomes a patient's credit; zero or more.</param>
/// <param name="CreditPatientId">Whose; null when nothing becomes credit.</param>
/// <param name="Rule">Why; null when a person says so.</param>
/// <param name="Score">How sure it is.</param>
internal sealed record Division(
    IReadOnlyList<Allocation> Parts, long CreditMinor, Guid? CreditPatientId, MatchRule? Rule, double Score);

/// <summary>Settles what money at the bank pays: payments on invoices, one entry, and what was recorded before only confirmed.</summary>
/// <param name="book">Writes payments down.</param>
/// <param name="bookkeeper">Posts.</param>
/// <param name="auditor">Records the act.</param>
/// <param name="clock">Dates it.</param>
internal sealed class Settler(PaymentBook book, Bookkeeper bookkeeper, Auditor auditor, IClock clock)
{
    /// <summary>Settles a line in a ledger that was taken. The division adds up to the line, and its amounts are open.</summary>
    public async Task SettleAsync(
        BillingDbContext db, SiteLedger ledger, StatementLine line, Division division, CancellationToken cancellationToken)
    {
        var settlement = new Settlement
        {
            Id = NewId.NextGuid(),
            LineId = line.Id,
            Rule = division.Rule,
            Score = division.Score,
            PostedAt = clock.GetCurrentInstant(),
        };
        db.Settlements.Add(settlement);
        foreach (var part in division.Parts)
        {
            var payment = part.Item.Kind == OpenItemKind.Invoice
                ? Pay(db, ledger, line, part.Item.Group, part.Item.Id, part.AmountMinor) : null;
            Add(settlement, part.Item.Kind, part.Item.Id, payment, part.AmountMinor);
        }

        if (division is { CreditMinor: > 0, CreditPatientId: { } patient })
        {
            Add(settlement, null, patient, Pay(db, ledger, line, patient, null, division.CreditMinor), division.CreditMinor);
        }

        line.State = LineState.Settled;
        line.SettlementId = settlement.Id;
        line.Rule = division.Rule ?? line.Rule;
        line.Version++;
        auditor.Record(db, "statement.settle", null, line.Id);
        var methods = await MethodsAsync(db, division, cancellationToken);
        var entry = ReconciliationPostings.MoneyMatched(settlement.Id, line.On, division, methods);
        if (entry.Postings.Count > 0)
        {
            await bookkeeper.PostAsync(db, ledger, entry, cancellationToken);
        }
    }

    private static void Add(Settlement settlement, OpenItemKind? kind, Guid item, Payment? payment, long minor) =>
        settlement.Parts.Add(new SettlementPart
        {
            Id = NewId.NextGuid(),
            SettlementId = settlement.Id,
            Kind = kind,
            ItemId = item,
            PaymentId = payment?.Id,
            AmountMinor = minor,
        });

    private Payment Pay(BillingDbContext db, SiteLedger ledger, StatementLine line, Guid patient, Guid? invoice, long minor) =>
        book.Add(db, ledger, new ReceivedMoney(patient, invoice, PaymentMethod.BankTransfer, minor, Reference: null, line.On));

    private static async Task<Dictionary<Guid, PaymentMethod>> MethodsAsync(
        BillingDbContext db, Division division, CancellationToken cancellationToken)
    {
        var methods = new Dictionary<Guid, PaymentMethod>();
        foreach (var part in division.Parts.Where(p => p.Item.Kind == OpenItemKind.Undeposited))
        {
            methods[part.Item.Id] = (await db.Payments.FindAsync([part.Item.Id], cancellationToken))!.Method;
        }

        return methods;
    }
}
