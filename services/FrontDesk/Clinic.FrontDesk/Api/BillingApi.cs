namespace Clinic.FrontDesk.Api;

internal sealed record Money(long AmountMinor, string Currency);

internal sealed record Invoice(
    Guid Id, string Number, Guid SiteId, string State, Money Total, Money Open, DateOnly IssuedOn, DateOnly DueOn);

internal sealed record Payment(
    Guid PatientId, Guid SiteId, Guid InvoiceId, Money? Amount, string? Method, string? Reference, DateOnly ReceivedOn);

internal sealed record Receipt(string ReceiptNumber, Money Amount);

/// <summary>The billing service, as far as the desk needs it.</summary>
internal sealed class BillingApi(HttpClient http) : ApiClient(http, "billing")
{
    public Task<Answer<Page<Invoice>>> InvoicesAsync(Guid patientId, CancellationToken ct) =>
        GetAsync<Page<Invoice>>($"invoices?patientId={patientId}", ct);

    public Task<Answer<Receipt>> PayAsync(Payment payment, string? key, CancellationToken ct) =>
        PostAsync<Receipt>("payments", payment, key, ct);
}
