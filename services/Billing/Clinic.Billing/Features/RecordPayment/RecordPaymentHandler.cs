using Clinic.Billing.Domain.Ledger;
using Clinic.Billing.Features.IssueInvoice;
using Clinic.Billing.Features.PostToLedger;
using Clinic.Billing.Persistence;
using Clinic.Billing.Persistence.Invoices;
using Clinic.Billing.Persistence.Ledger;
using Clinic.Contracts.Billing;
using Clinic.Messaging.Outbox;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Http;
using MassTransit;
using NodaTime;

namespace Clinic.Billing.Features.RecordPayment;

/// <summary>Records a payment and posts it: on an invoice, or as the patient's credit.</summary>
/// <param name="rules">What is acceptable.</param>
/// <param name="bookkeeper">Posts.</param>
/// <param name="auditor">Records the act.</param>
/// <param name="clock">Dates it.</param>
internal sealed class RecordPaymentHandler(PaymentRules rules, Bookkeeper bookkeeper, Auditor auditor, IClock clock)
{
    public async Task<Outcome<PaymentAnswer>> RecordAsync(
        BillingDbContext db, RecordPaymentRequest request, CancellationToken cancellationToken)
    {
        var ledger = await db.TakeLedgerAsync(request.SiteId!.Value, cancellationToken);
        if (ledger is null)
        {
            return Refusal.NotFound("site with a billing policy", "siteId");
        }

        if (await rules.RefuseAsync(db, ledger, request, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var payment = Write(ledger, request);
        db.Payments.Add(payment);
        var entry = PostingRules.PaymentReceived(
            payment.Id, payment.PatientId, payment.InvoiceId, payment.Method, payment.AmountMinor, payment.ReceivedOn);
        await bookkeeper.PostAsync(db, ledger, entry, cancellationToken);
        db.Publish(Announce(payment), payment.InvoiceId ?? payment.Id, payment.RecordedAt);
        auditor.Record(db, "payment.record", payment.PatientId, payment.Id);
        return PaymentAnswer.Of(payment);
    }

    private Payment Write(SiteLedger ledger, RecordPaymentRequest request) => new()
    {
        Id = NewId.NextGuid(),
        SiteId = ledger.SiteId,
        PatientId = request.PatientId!.Value,
        InvoiceId = request.InvoiceId,
        ReceiptNumber = PrintedNumber.Receipt(ledger.NumberPrefix, ledger.NextReceiptNumber++),
        Method = request.Method!.Value,
        AmountMinor = request.Amount!.AmountMinor,
        Currency = ledger.Currency,
        Reference = request.Reference,
        ReceivedOn = LocalDate.FromDateOnly(request.ReceivedOn!.Value),
        RecordedAt = clock.GetCurrentInstant(),
    };

    private static PaymentRecorded Announce(Payment payment) => new(
        payment.Id,
        payment.PatientId,
        payment.SiteId,
        payment.InvoiceId,
        new Contracts.Money(payment.AmountMinor, payment.Currency),
        payment.RecordedAt.ToDateTimeOffset());
}
