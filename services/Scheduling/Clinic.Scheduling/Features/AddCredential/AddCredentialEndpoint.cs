using Clinic.Scheduling.Domain.Staffing;
using Clinic.Scheduling.Features.GuardCover;
using Clinic.Scheduling.Features.RegisterStaff;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.AddCredential;

/// <summary>Adds a credential, or renews the one of the same code; an earlier end than before may take cover away.</summary>
internal static class AddCredentialEndpoint
{
    public static void MapAddCredential(this RouteGroupBuilder group) => group
        .MapPost("/staff/{staffId:guid}/credentials", HandleAsync)
        .RequireAuthorization(Policies.Admin)
        .Validate<CredentialRequest>()
        .WithName("AddCredential")
        .WithSummary("Adds or renews a credential of a member of staff")
        .Produces<StaffView>(StatusCodes.Status201Created);

    private static Task<IResult> HandleAsync(
        Guid staffId, CredentialRequest request, HttpContext http, Commands<SchedulingDbContext> commands, IClock clock) =>
        commands.CreateAsync<StaffView>(
            http,
            _ => $"/api/scheduling/v1/staff/{staffId}",
            async (db, token) =>
            {
                if (!await db.TouchStaffAsync(staffId, token))
                {
                    return Refusal.NotFound("member of staff", "staffId");
                }

                var staff = await db.Staff.Include(s => s.Credentials).SingleAsync(s => s.Id == staffId, token);
                await ChangeAsync(db, staff, request.Code!, LocalDate.FromDateOnly(request.ValidUntil!.Value), clock.GetCurrentInstant(), token);
                await FreedPlaces.MarkStaffAsync(db, staffId, clock.GetCurrentInstant(), token);
                return StaffView.Of(staff);
            });

    private static async Task ChangeAsync(
        SchedulingDbContext db, StaffMember staff, string code, LocalDate validUntil, Instant now, CancellationToken cancellationToken)
    {
        var held = staff.Credentials.SingleOrDefault(c => c.Code == code);
        var isLoss = held is not null && validUntil < held.ValidUntil;
        if (held is not null)
        {
            held.ValidUntil = validUntil;
        }
        else
        {
            staff.Credentials.Add(new StaffCredential { StaffId = staff.Id, Code = code, ValidUntil = validUntil });
        }

        if (isLoss)
        {
            await CredentialLoss.FlagAsync(db, staff.Id, now, cancellationToken);
        }
        else
        {
            await CredentialLoss.ReviewAsync(db, staff.Id, now, cancellationToken);
        }
    }
}
