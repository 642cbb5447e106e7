namespace Clinic.FrontDesk.Components.Parts;

/// <summary>What was typed about a payment at the desk.</summary>
public sealed class PaymentForm
{
    /// <summary>Field names of the service that the form shows messages at.</summary>
    internal static readonly string[] Fields = ["invoiceId", "amount", "amount.amountMinor", "method", "reference"];

    /// <summary>Codes of the ways in which money is taken.</summary>
    internal static readonly string[] Methods = ["card-terminal", "cash", "check", "bank-transfer"];

    /// <summary>The invoice that it pays.</summary>
    public Guid? InvoiceId { get; set; }

    /// <summary>Major units, with a point.</summary>
    public string? Amount { get; set; }

    /// <summary>One of the methods' codes.</summary>
    public string? Method { get; set; }

    /// <summary>Number of the check or of the terminal's slip.</summary>
    public string? Reference { get; set; }
}
