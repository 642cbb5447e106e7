using Clinic.Billing.Domain;
using Clinic.Billing.Features.IssueInvoice;
using Clinic.Billing.Persistence;
using Clinic.Billing.Persistence.Invoices;
using Clinic.Billing.Persistence.Ledger;
using Clinic.Contracts.Billing;
using Clinic.Messaging.Outbox;
using Clinic.ServiceDefaults.Audit;
using MassTransit;
using NodaTime;

namespace Clinic.Billing.Features.RecordPayment;

/// <summary>Money that was received.</summary>
/// <param name="PatientId">Who paid, or for whom.</param>
/// <param name="InvoiceId">What it pays; null for the patient's credit.</param>
/// <param name="Method">How.</param>
/// <param name="AmountMinor">Minor units of the site's currency, more than zero.</param>
/// <param name="Reference">What the payer or the bank calls it.</param>
/// <param name="ReceivedOn">The day, in the site's zone.</param>
internal sealed record ReceivedMoney(
    Guid PatientId, Guid? InvoiceId, PaymentMethod Method, long AmountMinor, string? Reference, LocalDate ReceivedOn);

/// <summary>Writes down payments, however they came: with the next receipt number, announced to the other services, and audited.</summary>
/// <param name="auditor">Records the act.</param>
/// <param name="clock">Dates it.</param>
internal sealed class PaymentBook(Auditor auditor, IClock clock)
{
    /// <summary>Adds a payment to the transaction in which the site's ledger was taken; the caller posts it.</summary>
    public Payment Add(BillingDbContext db, SiteLedger ledger, ReceivedMoney money)
    {
        var payment = new Payment
        {
            Id = NewId.NextGuid(),
            SiteId = ledger.SiteId,
            PatientId = money.PatientId,
            InvoiceId = money.InvoiceId,
            ReceiptNumber = PrintedNumber.Receipt(ledger.NumberPrefix, ledger.NextReceiptNumber++),
            Method = money.Method,
            AmountMinor = money.AmountMinor,
            Currency = ledger.Currency,
            Reference = money.Reference,
            ReceivedOn = money.ReceivedOn,
            RecordedAt = clock.GetCurrentInstant(),
        };
        db.Payments.Add(payment);
        db.Publish(Announce(payment), payment.InvoiceId ?? payment.Id, payment.RecordedAt);
        auditor.Record(db, "payment.record", payment.PatientId, payment.Id);
        return payment;
    }

    private static PaymentRecorded Announce(Payment payment) => new(
        payment.Id,
        payment.PatientId,
        payment.SiteId,
        payment.InvoiceId,
        new Contracts.Money(payment.AmountMinor, payment.Currency),
        payment.RecordedAt.ToDateTimeOffset());
}
