namespace Clinic.Billing.Domain;

/// <summary>How a payment was made.</summary>
public enum PaymentMethod
{
    /// <summary>Notes and coins.</summary>
    Cash,

    /// <summary>A check.</summary>
    Check,

    /// <summary>A card at the desk's terminal.</summary>
    CardTerminal,

    /// <summary>A transfer to the clinic's bank account.</summary>
    BankTransfer,
}
