namespace Clinic.Billing.Domain.Ledger;

/// <summary>The accounts of every site's ledger. Codes are stored and exported: they are added to, never reused.</summary>
public static class ChartOfAccounts
{
    /// <summary>Notes and coins taken at the desk, until they are banked.</summary>
    public static readonly LedgerAccount Cash = new("1010", "Cash drawer", NormalSide.Debit);

    /// <summary>Checks taken, until they are banked.</summary>
    public static readonly LedgerAccount UndepositedChecks = new("1020", "Undeposited checks", NormalSide.Debit);

    /// <summary>Card payments, until the processor pays out.</summary>
    public static readonly LedgerAccount CardClearing = new("1030", "Card clearing", NormalSide.Debit);

    /// <summary>Money in the bank.</summary>
    public static readonly LedgerAccount Bank = new("1040", "Bank", NormalSide.Debit);

    /// <summary>What a patient owes.</summary>
    public static readonly LedgerAccount AccountsReceivable = new("1200", "Accounts receivable", NormalSide.Debit, PerPatient: true);

    /// <summary>Money of a patient's that settles no invoice yet.</summary>
    public static readonly LedgerAccount UnappliedCredits = new("2100", "Unapplied credits", NormalSide.Credit, PerPatient: true);

    /// <summary>Earned by giving infusions.</summary>
    public static readonly LedgerAccount InfusionRevenue = new("4010", "Infusion revenue", NormalSide.Credit);

    /// <summary>Earned by the drug itself.</summary>
    public static readonly LedgerAccount DrugRevenue = new("4020", "Drug revenue", NormalSide.Credit);

    /// <summary>Earned by fees for missed and late-cancelled sessions.</summary>
    public static readonly LedgerAccount MissedSessionFees = new("4030", "Missed-session fees", NormalSide.Credit);

    /// <summary>Given up as uncollectable.</summary>
    public static readonly LedgerAccount WriteOffs = new("5010", "Write-offs", NormalSide.Debit);

    /// <summary>All accounts, by code.</summary>
    public static IReadOnlyDictionary<string, LedgerAccount> All { get; } = new[]
    {
        Cash, UndepositedChecks, CardClearing, Bank, AccountsReceivable, UnappliedCredits,
        InfusionRevenue, DrugRevenue, MissedSessionFees, WriteOffs,
    }.ToDictionary(a => a.Code, StringComparer.Ordinal);

    /// <summary>Where money taken by a method waits.</summary>
    /// <param name="method">How it was paid.</param>
    public static LedgerAccount Of(PaymentMethod method) => method switch
    {
        PaymentMethod.Cash => Cash,
        PaymentMethod.Check => UndepositedChecks,
        PaymentMethod.CardTerminal => CardClearing,
        PaymentMethod.BankTransfer => Bank,
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, "There is no such payment method."),
    };
}
