using Clinic.Billing.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Billing.Features.Shared;

/// <summary>Which patients billing has heard of.</summary>
internal static class Patients
{
    /// <summary>True when the patient's contact has arrived or something was posted for the patient.</summary>
    public static async Task<bool> IsKnownPatientAsync(this BillingDbContext db, Guid patientId, CancellationToken cancellationToken) =>
        await db.PatientNames.AnyAsync(p => p.PatientId == patientId, cancellationToken)
        || await db.Accounts.AnyAsync(a => a.PatientId == patientId, cancellationToken);
}
