using Clinic.Scheduling.Domain.Patients;
using Clinic.Scheduling.Features.RegisterPatient;
using Clinic.Scheduling.Features.Shared;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Scheduling.Features.ReadPatients;

internal static class ReadPatientsEndpoint
{
    public static void MapReadPatients(this RouteGroupBuilder group)
    {
        group.MapGet("/patients", ListAsync)
            .RequireAuthorization(Policies.Care)
            .WithName("ListPatients")
            .WithSummary("Finds patients by part of the name or by phone number; by name")
            .Produces<Page<PatientView>>();
        group.MapGet("/patients/{id:guid}", GetAsync)
            .RequireAuthorization(Policies.Care)
            .WithName("GetPatient")
            .WithSummary("Shows a patient")
            .Produces<PatientView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(
        string? search,
        string? cursor,
        int? limit,
        SchedulingDbContext db,
        Transactor<SchedulingDbContext> transactor,
        Auditor auditor,
        CancellationToken cancellationToken)
    {
        var size = Paging.Size(limit);
        var after = NameCursor.Read(cursor);
        if ((size.Refusal ?? after.Refusal ?? TooLong(search)) is { } refusal)
        {
            return refusal.ToProblem();
        }

        var patients = await After(Matching(db, search), after.Value)
            .OrderBy(p => p.FullName).ThenBy(p => p.Id).Take(size.Value + 1).ToListAsync(cancellationToken);
        await auditor.RecordReadAsync(transactor, "patient.list", null, null, cancellationToken);
        return Results.Ok(Paging.Of(patients, size.Value, PatientView.Of, p => NameCursor.Write(p.FullName, p.Id)));
    }

    private static async Task<IResult> GetAsync(
        Guid id,
        HttpContext http,
        SchedulingDbContext db,
        Transactor<SchedulingDbContext> transactor,
        Auditor auditor,
        CancellationToken cancellationToken)
    {
        if (await db.Patients.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancellationToken) is not { } patient)
        {
            return Refusal.NotFound("patient", "id").ToProblem();
        }

        await auditor.RecordReadAsync(transactor, "patient.read", id, id, cancellationToken);
        return EntityTag.Ok(http, PatientView.Of(patient));
    }

    private static Refusal? TooLong(string? search) => search is { Length: > Rules.MaxName }
        ? Refusal.Invalid("search", $"At most {Rules.MaxName} characters.")
        : null;

    private static IQueryable<Patient> Matching(SchedulingDbContext db, string? search)
    {
        var patients = db.Patients.AsNoTracking();
        if (string.IsNullOrWhiteSpace(search))
        {
            return patients;
        }

        var pattern = "%" + Escape(search.Trim()) + "%";
        return Rules.Normalize(search) is { } phone
            ? patients.Where(p => p.Phone == phone)
            : patients.Where(p => EF.Functions.Like(p.FullName, pattern, "\\"));
    }

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_").Replace("[", "\\[");

    private static IQueryable<Patient> After(IQueryable<Patient> patients, (string Name, Guid Id)? after) => after is not { } a
        ? patients
        : patients.Where(p => p.FullName.CompareTo(a.Name) > 0 || (p.FullName == a.Name && p.Id.CompareTo(a.Id) > 0));
}
