namespace Clinic.ServiceDefaults.Auth;

/// <summary>The roles a token can carry in its <c>role</c> claims.</summary>
public static class Roles
{
    /// <summary>Books, reschedules, answers patients.</summary>
    public const string FrontDesk = "front-desk";

    /// <summary>Runs the day of the infusion.</summary>
    public const string Nurse = "nurse";

    /// <summary>Prescribes and overrides clinical limits.</summary>
    public const string Prescriber = "prescriber";

    /// <summary>Charges, invoices, reconciles.</summary>
    public const string Billing = "billing";

    /// <summary>Sets up sites, staff and protocols and operates the services.</summary>
    public const string Admin = "admin";

    /// <summary>Every role.</summary>
    public static IReadOnlyList<string> All { get; } = [FrontDesk, Nurse, Prescriber, Billing, Admin];
}
