using Clinic.Billing.Persistence;
using Clinic.Billing.Persistence.Patients;
using Clinic.Contracts.Scheduling;
using Clinic.Messaging.Inbox;
using Clinic.ServiceDefaults.Privacy;

namespace Clinic.Billing.Features.KeepPatientName;

/// <summary>Keeps the name for a patient's documents, and only the name, encrypted.</summary>
/// <param name="protection">Decrypts what came and encrypts what is kept.</param>
internal sealed class PatientContactChangedConsumer(Protection protection) : IConsume<PatientContactChanged, BillingDbContext>
{
    public async Task ConsumeAsync(PatientContactChanged message, BillingDbContext db, CancellationToken cancellationToken)
    {
        var kept = await db.PatientNames.FindAsync([message.PatientId], cancellationToken);
        if (kept is not null && kept.Version >= message.Version)
        {
            return;
        }

        var contact = protection.Unprotect<ContactDetails>(Protection.ContactDetails, message.ProtectedContact);
        var name = protection.Protect(PatientName.Purpose, contact.FullName);
        if (kept is null)
        {
            db.PatientNames.Add(new PatientName { PatientId = message.PatientId, Version = message.Version, ProtectedName = name });
            return;
        }

        kept.Version = message.Version;
        kept.ProtectedName = name;
    }
}
