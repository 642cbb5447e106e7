namespace Clinic.Billing.Domain.Reconciliation;

/// <summary>Why money was matched, or why it was not.</summary>
public enum MatchRule
{
    /// <summary>Nothing points anywhere.</summary>
    Nothing,

    /// <summary>It names one item and is exactly what is open of it.</summary>
    ReferenceAndAmount,

    /// <summary>It names several items and is exactly what is open of them together.</summary>
    SeveralReferences,

    /// <summary>It names one item of the payer's, and is less than what is open.</summary>
    PartialByKnownPayer,

    /// <summary>It names one item of the payer's, and is more than what is open.</summary>
    OverpaymentByKnownPayer,

    /// <summary>The payer has exactly one open item of this amount.</summary>
    PayerAndAmount,

    /// <summary>Exactly one set of the payer's open items adds up to it.</summary>
    PayerAndSum,

    /// <summary>It names an item, and another amount is open; who sent it isn't known.</summary>
    OtherAmount,

    /// <summary>It names several items, and another sum is open.</summary>
    OtherSum,

    /// <summary>It names another patient's item than the payer's.</summary>
    OtherPayer,

    /// <summary>It is older than the item it names.</summary>
    BeforeItem,

    /// <summary>It names an item that was settled: perhaps paid twice.</summary>
    AlreadySettled,

    /// <summary>The payer has several items, or sets of them, of this amount.</summary>
    Ambiguous,

    /// <summary>It names a document that isn't there.</summary>
    UnknownReference,
}

/// <summary>A part of the money for an item.</summary>
/// <param name="Item">The item.</param>
/// <param name="AmountMinor">Minor units, more than zero.</param>
public readonly record struct Allocation(OpenItem Item, long AmountMinor);

/// <summary>How money would be divided, how sure that is, and why.</summary>
/// <param name="Rule">Why.</param>
/// <param name="Score">From 0 (no idea) to 1 (exact).</param>
/// <param name="Allocations">What it settles; empty when nothing was found.</param>
/// <param name="RemainderMinor">What is left for the payer's credit; zero or more.</param>
public sealed record Match(MatchRule Rule, double Score, IReadOnlyList<Allocation> Allocations, long RemainderMinor)
{
    /// <summary>From this score on money is posted without a person, unless a site asks for more.</summary>
    public const double DefaultPostFrom = 0.9;

    /// <summary>No idea.</summary>
    public static readonly Match None = new(MatchRule.Nothing, 0, [], 0);

    /// <summary>A sentence for the person who looks at it.</summary>
    public string Explain() => Rule switch
    {
        MatchRule.ReferenceAndAmount => $"It names {Names()} and is exactly what is open.",
        MatchRule.SeveralReferences => $"It names {Names()}, which add up to it.",
        MatchRule.PartialByKnownPayer => $"It names {Names()}, comes from the same payer, and pays a part.",
        MatchRule.OverpaymentByKnownPayer => $"It names {Names()} and comes from the same payer; {RemainderMinor} minor units are left over.",
        MatchRule.PayerAndAmount => $"{Names()} is the payer's only open item of this amount.",
        MatchRule.PayerAndSum => $"{Names()} is the only set of the payer's open items that adds up to it.",
        MatchRule.OtherAmount => $"It names {Names()}, of which another amount is open, and who sent it isn't known.",
        MatchRule.OtherSum => $"It names {Names()}, which add up to another amount.",
        MatchRule.OtherPayer => $"It names {Names()}, but comes from somebody who paid for another patient before.",
        MatchRule.BeforeItem => $"It names {Names()}, but is older than that.",
        MatchRule.AlreadySettled => $"It names {Names()}, which is settled: perhaps it was paid twice.",
        MatchRule.Ambiguous => "More than one set of the payer's open items adds up to it.",
        MatchRule.UnknownReference => "It names a document that isn't there.",
        _ => "It names no document, and who sent it isn't known.",
    };

    private string Names() => string.Join(", ", Allocations.Select(a => a.Item.Reference.Length > 0 ? a.Item.Reference : "a payment"));
}
