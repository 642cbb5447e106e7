using NodaTime;

namespace Clinic.Billing.Domain.Reconciliation;

/// <summary>What money on a statement can settle.</summary>
public enum OpenItemKind
{
    /// <summary>An invoice with something still to be paid.</summary>
    Invoice,

    /// <summary>A transfer that was recorded by hand and not yet seen at the bank: it is confirmed, not posted again.</summary>
    RecordedTransfer,

    /// <summary>Cash or a check taken at the desk, until the bank has it.</summary>
    Undeposited,

    /// <summary>A card processor's payout or a payer's remittance that is on its way to the bank.</summary>
    ExpectedDeposit,
}

/// <summary>Something that waits for money.</summary>
/// <param name="id">The document.</param>
/// <param name="kind">What it is.</param>
/// <param name="reference">The reference by which payers and banks name it; empty for none.</param>
/// <param name="group">Who it belongs to: the patient, or one group for everything that is banked together.</param>
/// <param name="openMinor">Minor units still expected, more than zero.</param>
/// <param name="since">From when on it can be paid, in the site's zone.</param>
public sealed class OpenItem(Guid id, OpenItemKind kind, string reference, Guid group, long openMinor, LocalDate since)
{
    /// <summary>The group of what is taken at the desk and banked together.</summary>
    public static readonly Guid Desk = new("d35cd35c-0000-0000-0000-000000000001");

    /// <summary>The document.</summary>
    public Guid Id { get; } = id;

    /// <summary>What it is.</summary>
    public OpenItemKind Kind { get; } = kind;

    /// <summary>The reference by which payers and banks name it.</summary>
    public string Reference { get; } = reference;

    /// <summary>Who it belongs to.</summary>
    public Guid Group { get; } = group;

    /// <summary>Minor units still expected.</summary>
    public long OpenMinor { get; internal set; } = openMinor;

    /// <summary>From when on it can be paid.</summary>
    public LocalDate Since { get; } = since;
}

/// <summary>Money that arrived, as a statement says it.</summary>
/// <param name="On">Booking date.</param>
/// <param name="AmountMinor">Minor units, more than zero.</param>
/// <param name="Reference">The statement's reference; may be empty.</param>
/// <param name="Text">The statement's text; may be empty.</param>
/// <param name="Group">Who sent it, when that is known from an earlier payment.</param>
public readonly record struct IncomingMoney(LocalDate On, long AmountMinor, string Reference, string Text, Guid? Group);
