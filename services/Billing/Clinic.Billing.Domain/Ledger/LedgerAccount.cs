namespace Clinic.Billing.Domain.Ledger;

/// <summary>The side on which an account grows.</summary>
public enum NormalSide
{
    /// <summary>Assets and costs.</summary>
    Debit,

    /// <summary>Liabilities and revenue.</summary>
    Credit,
}

/// <summary>An account of the chart. A site keeps one of each, or one per patient where <paramref name="PerPatient"/> says so.</summary>
/// <param name="Code">Four digits: 1 assets, 2 liabilities, 4 revenue, 5 costs and reductions.</param>
/// <param name="Name">For people.</param>
/// <param name="NormalSide">Where it grows.</param>
/// <param name="PerPatient">True for accounts that are kept for each patient.</param>
public sealed record LedgerAccount(string Code, string Name, NormalSide NormalSide, bool PerPatient = false);
