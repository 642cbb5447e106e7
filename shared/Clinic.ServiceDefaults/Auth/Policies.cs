using Microsoft.AspNetCore.Authorization;

namespace Clinic.ServiceDefaults.Auth;

/// <summary>The policies that routes name. A route without one is refused by a test that walks all routes.</summary>
public static class Policies
{
    /// <summary>Anybody who works at the clinic.</summary>
    public const string Staff = "staff";

    /// <summary>Front desk and administrators: bookings, patients, messages.</summary>
    public const string FrontDesk = "front-desk";

    /// <summary>Those who look after a patient's booking: front desk, nurses, prescribers, administrators.</summary>
    public const string Care = "care";

    /// <summary>Nurses and prescribers: the day of the infusion.</summary>
    public const string Clinical = "clinical";

    /// <summary>Prescribers only.</summary>
    public const string Prescriber = "prescriber";

    /// <summary>Billing staff and administrators: money.</summary>
    public const string Billing = "billing";

    /// <summary>Billing staff, front desk and administrators: reading what a patient owes, taking a payment at the desk.</summary>
    public const string Cashier = "cashier";

    /// <summary>Administrators: set-up and operations.</summary>
    public const string Admin = "admin";

    internal static void AddTo(AuthorizationOptions options)
    {
        Add(options, Staff, [.. Roles.All]);
        Add(options, FrontDesk, Roles.FrontDesk, Roles.Admin);
        Add(options, Care, Roles.FrontDesk, Roles.Nurse, Roles.Prescriber, Roles.Admin);
        Add(options, Clinical, Roles.Nurse, Roles.Prescriber);
        Add(options, Prescriber, Roles.Prescriber);
        Add(options, Billing, Roles.Billing, Roles.Admin);
        Add(options, Cashier, Roles.Billing, Roles.FrontDesk, Roles.Admin);
        Add(options, Admin, Roles.Admin);
        // Whatever forgets to name a policy is closed, not open.
        options.FallbackPolicy = options.GetPolicy(Admin);
    }

    private static void Add(AuthorizationOptions options, string name, params string[] roles) =>
        options.AddPolicy(name, policy => policy.RequireAuthenticatedUser().RequireRole(roles));
}
