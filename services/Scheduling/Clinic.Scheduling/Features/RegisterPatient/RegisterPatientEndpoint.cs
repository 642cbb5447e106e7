using Clinic.Scheduling.Domain.Patients;
using Clinic.Scheduling.Features.Shared;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using MassTransit;
using NodaTime;

namespace Clinic.Scheduling.Features.RegisterPatient;

internal static class RegisterPatientEndpoint
{
    public static void MapRegisterPatient(this RouteGroupBuilder group) => group
        .MapPost("/patients", HandleAsync)
        .RequireAuthorization(Policies.FrontDesk)
        .Validate<RegisterPatientRequest>()
        .WithName("RegisterPatient")
        .WithSummary("Registers a patient")
        .Produces<PatientView>(StatusCodes.Status201Created);

    private static Task<IResult> HandleAsync(
        RegisterPatientRequest request,
        HttpContext http,
        Commands<SchedulingDbContext> commands,
        PatientContact contact,
        Auditor auditor,
        IClock clock) =>
        commands.CreateAsync<PatientView>(
            http,
            patient => $"/api/scheduling/v1/patients/{patient.Id}",
            (db, _) =>
            {
                var patient = new Patient
                {
                    Id = NewId.NextGuid(),
                    FullName = request.FullName!.Trim(),
                    GivenName = request.Greeting,
                    BirthDate = LocalDate.FromDateOnly(request.BirthDate!.Value),
                    Phone = Rules.Normalize(request.Phone),
                    Email = request.Email,
                    TimeZoneId = request.TimeZoneId!,
                    Language = request.Language ?? "en",
                    RegisteredAt = clock.GetCurrentInstant(),
                    Version = 1,
                };
                db.Patients.Add(patient);
                contact.Publish(db, patient);
                auditor.Record(db, "patient.register", patient.Id, patient.Id);
                return Task.FromResult(Outcome.Of(PatientView.Of(patient)));
            });
}
