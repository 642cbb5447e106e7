namespace Clinic.Notifications.Rendering;

/// <summary>What an invoice notice says, kept with the reminder.</summary>
/// <param name="Number">The printed number.</param>
/// <param name="AmountMinor">Minor units owed.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="DueOn">Last day to pay, inclusive.</param>
internal sealed record InvoiceValues(string Number, long AmountMinor, string Currency, DateOnly DueOn);
