namespace Clinic.Contracts.Billing;

/// <summary>An invoice was issued to a patient.</summary>
/// <param name="InvoiceId">The invoice.</param>
/// <param name="InvoiceNumber">The printed number, without gaps per site.</param>
/// <param name="PatientId">The patient.</param>
/// <param name="SiteId">The clinic location.</param>
/// <param name="Total">What is owed by it.</param>
/// <param name="IssuedOn">Date of issue in the site's zone.</param>
/// <param name="DueOn">Last day to pay, inclusive, in the site's zone.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record InvoiceIssued(
    Guid InvoiceId,
    string InvoiceNumber,
    Guid PatientId,
    Guid SiteId,
    Money Total,
    DateOnly IssuedOn,
    DateOnly DueOn,
    DateTimeOffset OccurredAt);

/// <summary>A payment arrived and was posted to the ledger.</summary>
/// <param name="PaymentId">The payment.</param>
/// <param name="PatientId">Whose account it was credited to.</param>
/// <param name="SiteId">The clinic location.</param>
/// <param name="InvoiceId">The invoice it settles, or null for money on account.</param>
/// <param name="Amount">How much, positive.</param>
/// <param name="OccurredAt">When it was posted, UTC.</param>
public sealed record PaymentRecorded(
    Guid PaymentId,
    Guid PatientId,
    Guid SiteId,
    Guid? InvoiceId,
    Money Amount,
    DateTimeOffset OccurredAt);
