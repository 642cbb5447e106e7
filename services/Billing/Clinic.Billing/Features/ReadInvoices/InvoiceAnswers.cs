using Clinic.Billing.Features.PostToLedger;
using Clinic.Billing.Persistence.Invoices;
using Clinic.ServiceDefaults.Http;

namespace Clinic.Billing.Features.ReadInvoices;

/// <summary>What became of an invoice; derived from the ledger.</summary>
internal enum InvoiceState
{
    /// <summary>Something is still to be paid.</summary>
    Open,

    /// <summary>Nothing is left to be paid.</summary>
    Paid,

    /// <summary>A credit note took it back.</summary>
    Void,
}

/// <summary>An invoice in a list.</summary>
/// <param name="Id">The invoice.</param>
/// <param name="Number">The printed number.</param>
/// <param name="SiteId">The site.</param>
/// <param name="PatientId">Who owes it.</param>
/// <param name="State">What became of it.</param>
/// <param name="Total">What was billed.</param>
/// <param name="Open">What is still to be paid.</param>
/// <param name="IssuedOn">Date of issue in the site's zone.</param>
/// <param name="DueOn">Last day to pay, inclusive.</param>
internal sealed record InvoiceSummary(
    Guid Id,
    string Number,
    Guid SiteId,
    Guid PatientId,
    InvoiceState State,
    HttpMoney Total,
    HttpMoney Open,
    DateOnly IssuedOn,
    DateOnly DueOn)
{
    public static InvoiceSummary Of(InvoiceStanding standing)
    {
        var invoice = standing.Invoice;
        return new InvoiceSummary(
            invoice.Id,
            invoice.Number,
            invoice.SiteId,
            invoice.PatientId,
            standing.IsVoid ? InvoiceState.Void : standing.OpenMinor == 0 ? InvoiceState.Paid : InvoiceState.Open,
            new HttpMoney(invoice.TotalMinor, invoice.Currency),
            new HttpMoney(standing.OpenMinor, invoice.Currency),
            invoice.IssuedOn.ToDateOnly(),
            invoice.DueOn.ToDateOnly());
    }
}

/// <summary>An invoice with its lines.</summary>
/// <param name="Id">The invoice.</param>
/// <param name="Number">The printed number.</param>
/// <param name="SiteId">The site.</param>
/// <param name="PatientId">Who owes it.</param>
/// <param name="PatientName">The name on it; null until the patient's contact has arrived.</param>
/// <param name="State">What became of it.</param>
/// <param name="Total">What was billed.</param>
/// <param name="Open">What is still to be paid.</param>
/// <param name="IssuedOn">Date of issue in the site's zone.</param>
/// <param name="DueOn">Last day to pay, inclusive.</param>
/// <param name="IssuedAt">When it was issued, with the site's offset.</param>
/// <param name="Lines">Its lines, in order.</param>
/// <param name="CreditNote">What voided it, or null.</param>
internal sealed record InvoiceAnswer(
    Guid Id,
    string Number,
    Guid SiteId,
    Guid PatientId,
    string? PatientName,
    InvoiceState State,
    HttpMoney Total,
    HttpMoney Open,
    DateOnly IssuedOn,
    DateOnly DueOn,
    DateTimeOffset IssuedAt,
    IReadOnlyList<InvoiceLineAnswer> Lines,
    CreditNoteAnswer? CreditNote);

/// <summary>A line of an invoice.</summary>
internal sealed record InvoiceLineAnswer(
    int Position, string Code, string Label, int Units, HttpMoney UnitPrice, HttpMoney Amount, DateOnly ServiceOn, Guid SessionId)
{
    public static InvoiceLineAnswer Of(InvoiceLine line, string currency) => new(
        line.Position,
        line.Code,
        line.Label,
        line.Units,
        new HttpMoney(line.UnitPriceMinor, currency),
        new HttpMoney(line.AmountMinor, currency),
        line.ServiceOn.ToDateOnly(),
        line.SessionId);
}

/// <summary>A credit note.</summary>
internal sealed record CreditNoteAnswer(Guid Id, string Number, Guid InvoiceId, HttpMoney Amount, string Reason, DateOnly IssuedOn)
{
    public static CreditNoteAnswer Of(CreditNote note, string currency) => new(
        note.Id, note.Number, note.InvoiceId, new HttpMoney(note.AmountMinor, currency), note.Reason, note.IssuedOn.ToDateOnly());
}
