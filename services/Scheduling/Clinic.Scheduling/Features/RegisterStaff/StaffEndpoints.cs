using Clinic.Scheduling.Domain.Staffing;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.RegisterStaff;

internal static class StaffEndpoints
{
    public static void MapStaff(this RouteGroupBuilder group)
    {
        group.MapPost("/staff", RegisterAsync)
            .RequireAuthorization(Policies.Admin)
            .Validate<RegisterStaffRequest>()
            .WithName("RegisterStaff")
            .WithSummary("Registers a member of staff")
            .Produces<StaffView>(StatusCodes.Status201Created);
        group.MapGet("/staff", ListAsync)
            .RequireAuthorization(Policies.Staff)
            .WithName("ListStaff")
            .WithSummary("Lists the staff by name")
            .Produces<IReadOnlyList<StaffView>>();
        group.MapGet("/staff/{id:guid}", GetAsync)
            .RequireAuthorization(Policies.Staff)
            .WithName("GetStaff")
            .WithSummary("Shows a member of staff")
            .Produces<StaffView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Task<IResult> RegisterAsync(RegisterStaffRequest request, HttpContext http, Commands<SchedulingDbContext> commands) =>
        commands.CreateAsync<StaffView>(
            http,
            staff => $"/api/scheduling/v1/staff/{staff.Id}",
            (db, _) =>
            {
                var id = NewId.NextGuid();
                var staff = new StaffMember
                {
                    Id = id,
                    DisplayName = request.DisplayName!.Trim(),
                    Role = request.Role!.Value,
                    PatientsAtOnce = request.PatientsAtOnce!.Value,
                    Version = 1,
                    Credentials = [.. (request.Credentials ?? []).Select(c => new StaffCredential
                    {
                        StaffId = id,
                        Code = c.Code!,
                        ValidUntil = LocalDate.FromDateOnly(c.ValidUntil!.Value),
                    })],
                };
                db.Staff.Add(staff);
                return Task.FromResult(Outcome.Of(StaffView.Of(staff)));
            });

    private static async Task<IResult> ListAsync(SchedulingDbContext db, CancellationToken cancellationToken)
    {
        var staff = await db.WholeStaff().OrderBy(s => s.DisplayName).ThenBy(s => s.Id).ToListAsync(cancellationToken);
        return Results.Ok(staff.Select(StaffView.Of));
    }

    private static async Task<IResult> GetAsync(Guid id, HttpContext http, SchedulingDbContext db, CancellationToken cancellationToken) =>
        await db.WholeStaff().SingleOrDefaultAsync(s => s.Id == id, cancellationToken) is { } staff
            ? EntityTag.Ok(http, StaffView.Of(staff))
            : Refusal.NotFound("member of staff", "id").ToProblem();
}
