using Clinic.Billing.Domain;
using Clinic.Billing.Persistence.Invoices;
using Clinic.ServiceDefaults.Http;

namespace Clinic.Billing.Features.RecordPayment;

/// <summary>Money that a patient paid.</summary>
/// <param name="PatientId">Who paid.</param>
/// <param name="SiteId">The site that took it.</param>
/// <param name="InvoiceId">The invoice it settles; null keeps it as the patient's credit.</param>
/// <param name="Amount">How much, positive, in the site's currency. On an invoice at most what is open of it.</param>
/// <param name="Method">How it was paid.</param>
/// <param name="Reference">Check number, terminal slip or the bank's reference; at most 100 characters, never a card number.</param>
/// <param name="ReceivedOn">When it arrived, in the site's zone: today or at most a year back.</param>
internal sealed record RecordPaymentRequest(
    Guid? PatientId,
    Guid? SiteId,
    Guid? InvoiceId,
    HttpMoney? Amount,
    PaymentMethod? Method,
    string? Reference,
    DateOnly? ReceivedOn);

/// <summary>A payment. One that is reversed was taken back with the match at the bank that made it, and settles nothing.</summary>
internal sealed record PaymentAnswer(
    Guid Id,
    string ReceiptNumber,
    Guid PatientId,
    Guid SiteId,
    Guid? InvoiceId,
    HttpMoney Amount,
    PaymentMethod Method,
    string? Reference,
    DateOnly ReceivedOn,
    bool IsReversed)
{
    public static PaymentAnswer Of(Payment payment) => new(
        payment.Id,
        payment.ReceiptNumber,
        payment.PatientId,
        payment.SiteId,
        payment.InvoiceId,
        new HttpMoney(payment.AmountMinor, payment.Currency),
        payment.Method,
        payment.Reference,
        payment.ReceivedOn.ToDateOnly(),
        payment.ReversedAt is not null);
}
