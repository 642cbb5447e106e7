using Clinic.Scheduling.Domain.Patients;
using Clinic.Scheduling.Features.RegisterPatient;
using Clinic.Scheduling.Features.Shared;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.ChangePatient;

internal static class ChangePatientEndpoint
{
    public static void MapChangePatient(this RouteGroupBuilder group) => group
        .MapPut("/patients/{id:guid}", HandleAsync)
        .RequireAuthorization(Policies.FrontDesk)
        .Validate<RegisterPatientRequest>()
        .WithName("ChangePatient")
        .WithSummary("Changes a patient; needs If-Match")
        .Produces<PatientView>()
        .ProducesProblem(StatusCodes.Status412PreconditionFailed);

    private static async Task<IResult> HandleAsync(
        Guid id,
        RegisterPatientRequest request,
        HttpContext http,
        Commands<SchedulingDbContext> commands,
        PatientContact contact,
        Auditor auditor)
    {
        var version = EntityTag.Required(http.Request);
        if (!version.Succeeded)
        {
            return version.Refusal.ToProblem();
        }

        return await commands.ExecuteAsync<PatientView>(http, async (db, token) =>
        {
            if (await db.Patients.SingleOrDefaultAsync(p => p.Id == id, token) is not { } patient)
            {
                return Refusal.NotFound("patient", "id");
            }

            if (patient.Version != version.Value)
            {
                return Refusal.Stale();
            }

            Apply(request, patient);
            contact.Publish(db, patient);
            auditor.Record(db, "patient.change", id, id);
            return PatientView.Of(patient);
        });
    }

    private static void Apply(RegisterPatientRequest request, Patient patient)
    {
        patient.FullName = request.FullName!.Trim();
        patient.GivenName = request.Greeting;
        patient.BirthDate = LocalDate.FromDateOnly(request.BirthDate!.Value);
        patient.Phone = Rules.Normalize(request.Phone);
        patient.Email = request.Email;
        patient.TimeZoneId = request.TimeZoneId!;
        patient.Language = request.Language ?? "en";
        patient.Version++;
    }
}
