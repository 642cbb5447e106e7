using Clinic.Billing.Domain.Charges;
using Clinic.Billing.Domain.Ledger;
using Clinic.Billing.Features.PostToLedger;
using Clinic.Billing.Features.Shared;
using Clinic.Billing.Persistence;
using Clinic.Billing.Persistence.Fees;
using Clinic.Billing.Persistence.Invoices;
using Clinic.Billing.Persistence.Ledger;
using Clinic.Contracts.Billing;
using Clinic.Messaging.Outbox;
using Clinic.ServiceDefaults.Audit;
using MassTransit;
using NodaTime;

namespace Clinic.Billing.Features.IssueInvoice;

/// <summary>What is to be billed for a session.</summary>
/// <param name="PatientId">Who pays.</param>
/// <param name="SessionId">The session.</param>
/// <param name="ServiceOn">Date of service in the site's zone.</param>
/// <param name="Lines">At least one.</param>
internal sealed record Bill(Guid PatientId, Guid SessionId, LocalDate ServiceOn, IReadOnlyList<ChargeLine> Lines);

/// <summary>Issues invoices: numbers them, posts them and says so.</summary>
/// <param name="bookkeeper">Posts.</param>
/// <param name="auditor">Records the act.</param>
/// <param name="clock">Dates them.</param>
internal sealed class InvoiceIssuer(Bookkeeper bookkeeper, Auditor auditor, IClock clock)
{
    /// <summary>Issues an invoice in a ledger that was taken.</summary>
    public async Task<Invoice> IssueAsync(
        BillingDbContext db, SiteLedger ledger, BillingPolicy policy, Bill bill, CancellationToken cancellationToken)
    {
        var invoice = Write(ledger, policy, bill, clock.GetCurrentInstant());
        db.Invoices.Add(invoice);
        var revenue = bill.Lines
            .GroupBy(line => line.Revenue)
            .Select(same => new RevenueShare(same.Key, same.Sum(line => line.AmountMinor)));
        await bookkeeper.PostAsync(
            db, ledger, PostingRules.InvoiceIssued(invoice.Id, bill.PatientId, invoice.IssuedOn, revenue), cancellationToken);
        db.Publish(Announce(invoice), invoice.Id, invoice.IssuedAt);
        auditor.Record(db, "invoice.issue", bill.PatientId, invoice.Id);
        return invoice;
    }

    private static Invoice Write(SiteLedger ledger, BillingPolicy policy, Bill bill, Instant now)
    {
        var sequence = ledger.NextInvoiceNumber++;
        var today = now.InZone(SiteZone.Of(policy)).Date;
        var invoice = new Invoice
        {
            Id = NewId.NextGuid(),
            SiteId = ledger.SiteId,
            PatientId = bill.PatientId,
            Sequence = sequence,
            Number = PrintedNumber.Invoice(ledger.NumberPrefix, sequence),
            Currency = ledger.Currency,
            TotalMinor = bill.Lines.Sum(line => line.AmountMinor),
            IssuedOn = today,
            DueOn = today.PlusDays(policy.PaymentTermsDays),
            IssuedAt = now,
        };
        invoice.Lines.AddRange(bill.Lines.Select((line, index) => new InvoiceLine
        {
            Id = NewId.NextGuid(),
            InvoiceId = invoice.Id,
            Position = index + 1,
            Code = line.Code,
            Label = line.Label,
            Units = line.Units,
            UnitPriceMinor = line.UnitPriceMinor,
            AmountMinor = line.AmountMinor,
            ServiceOn = bill.ServiceOn,
            SessionId = bill.SessionId,
            RevenueAccount = line.Revenue.Code,
        }));
        return invoice;
    }

    private static InvoiceIssued Announce(Invoice invoice) => new(
        invoice.Id,
        invoice.Number,
        invoice.PatientId,
        invoice.SiteId,
        new Contracts.Money(invoice.TotalMinor, invoice.Currency),
        invoice.IssuedOn.ToDateOnly(),
        invoice.DueOn.ToDateOnly(),
        invoice.IssuedAt.ToDateTimeOffset());
}
