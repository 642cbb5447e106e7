using Clinic.Contracts.Scheduling;
using Clinic.Messaging.Outbox;
using Clinic.Scheduling.Domain.Patients;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Privacy;
using NodaTime;

namespace Clinic.Scheduling.Features.RegisterPatient;

/// <summary>Tells the other services how to reach a patient: the only personal data that leaves, and it leaves encrypted.</summary>
/// <param name="protection">Encrypts.</param>
/// <param name="clock">Dates the event.</param>
internal sealed class PatientContact(Protection protection, IClock clock)
{
    public void Publish(SchedulingDbContext db, Patient patient)
    {
        var now = clock.GetCurrentInstant();
        var details = new ContactDetails(patient.FullName, patient.GivenName, patient.Phone, patient.Email);
        db.Publish(
            new PatientContactChanged(
                patient.Id,
                patient.Version,
                protection.Protect(Protection.ContactDetails, details),
                patient.TimeZoneId,
                patient.Language,
                now.ToDateTimeOffset()),
            patient.Id,
            now);
    }
}
