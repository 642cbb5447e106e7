using Clinic.Billing.Domain.Ledger;
using Clinic.Billing.Features.PostToLedger;
using Clinic.Billing.Persistence;
using Clinic.ServiceDefaults.Http;
using NodaTime;

namespace Clinic.Billing.Features.RecordPayment;

/// <summary>Records a payment and posts it: on an invoice, or as the patient's credit.</summary>
/// <param name="rules">What is acceptable.</param>
/// <param name="book">Writes it down.</param>
/// <param name="bookkeeper">Posts.</param>
internal sealed class RecordPaymentHandler(PaymentRules rules, PaymentBook book, Bookkeeper bookkeeper)
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

        var payment = book.Add(db, ledger, new ReceivedMoney(
            request.PatientId!.Value,
            request.InvoiceId,
            request.Method!.Value,
            request.Amount!.AmountMinor,
            request.Reference,
            LocalDate.FromDateOnly(request.ReceivedOn!.Value)));
        var entry = PostingRules.PaymentReceived(
            payment.Id, payment.PatientId, payment.InvoiceId, payment.Method, payment.AmountMinor, payment.ReceivedOn);
        await bookkeeper.PostAsync(db, ledger, entry, cancellationToken);
        return PaymentAnswer.Of(payment);
    }
}
