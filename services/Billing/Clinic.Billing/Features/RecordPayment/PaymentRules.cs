using Clinic.Billing.Features.PostToLedger;
using Clinic.Billing.Features.Shared;
using Clinic.Billing.Persistence;
using Clinic.Billing.Persistence.Ledger;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Billing.Features.RecordPayment;

/// <summary>What a payment must satisfy beyond its form.</summary>
/// <param name="clock">Knows today.</param>
internal sealed class PaymentRules(IClock clock)
{
    /// <summary>How far back a payment may have arrived: anything older is a typing error.</summary>
    private static readonly Period MostBackdated = Period.FromYears(1);

    public async Task<Refusal?> RefuseAsync(
        BillingDbContext db, SiteLedger ledger, RecordPaymentRequest request, CancellationToken cancellationToken) =>
        RefuseCurrency(ledger, request)
        ?? await RefuseDateAsync(db, ledger, request, cancellationToken)
        ?? (request.InvoiceId is { } invoiceId
            ? await RefuseOnInvoiceAsync(db, invoiceId, request, cancellationToken)
            : await RefuseUnknownPatientAsync(db, request.PatientId!.Value, cancellationToken));

    private static Refusal? RefuseCurrency(SiteLedger ledger, RecordPaymentRequest request) =>
        string.Equals(ledger.Currency, request.Amount!.Currency, StringComparison.Ordinal)
            ? null
            : Refusal.Rule("wrong-currency", $"The site bills in {ledger.Currency}.", "amount");

    private async Task<Refusal?> RefuseDateAsync(
        BillingDbContext db, SiteLedger ledger, RecordPaymentRequest request, CancellationToken cancellationToken)
    {
        var policy = await db.Policies.SingleAsync(p => p.SiteId == ledger.SiteId, cancellationToken);
        var today = clock.Today(policy);
        var receivedOn = LocalDate.FromDateOnly(request.ReceivedOn!.Value);
        return receivedOn > today
            ? Refusal.Rule("future-date", "A payment cannot have arrived after today.", "receivedOn")
            : receivedOn < today - MostBackdated
                ? Refusal.Rule("too-old", "A payment arrived at most a year ago.", "receivedOn")
                : null;
    }

    private static async Task<Refusal?> RefuseOnInvoiceAsync(
        BillingDbContext db, Guid invoiceId, RecordPaymentRequest request, CancellationToken cancellationToken)
    {
        var standing = await db.Standings().SingleOrDefaultAsync(s => s.Invoice.Id == invoiceId, cancellationToken);
        if (standing is null || standing.Invoice.SiteId != request.SiteId)
        {
            return Refusal.NotFound("invoice at this site", "invoiceId");
        }

        if (standing.Invoice.PatientId != request.PatientId)
        {
            return Refusal.Rule("other-patient", "The invoice is another patient's.", "patientId");
        }

        if (standing.IsVoid)
        {
            return Refusal.Conflict("invoice-void", "The invoice was voided.", "invoiceId");
        }

        if (LocalDate.FromDateOnly(request.ReceivedOn!.Value) < standing.Invoice.IssuedOn)
        {
            return Refusal.Rule(
                "before-invoice",
                $"The invoice was issued on {standing.Invoice.IssuedOn:uuuu-MM-dd}; record earlier money without an invoice and apply it.",
                "receivedOn");
        }

        return request.Amount!.AmountMinor <= standing.OpenMinor
            ? null
            : Refusal.Rule(
                "overpayment",
                $"{standing.OpenMinor} minor units are open; record the rest as a payment without an invoice.",
                "amount") with
            { Extensions = new Dictionary<string, object?> { ["openMinor"] = standing.OpenMinor } };
    }

    private static async Task<Refusal?> RefuseUnknownPatientAsync(
        BillingDbContext db, Guid patientId, CancellationToken cancellationToken) =>
        await db.IsKnownPatientAsync(patientId, cancellationToken) ? null : Refusal.NotFound("patient", "patientId");
}
