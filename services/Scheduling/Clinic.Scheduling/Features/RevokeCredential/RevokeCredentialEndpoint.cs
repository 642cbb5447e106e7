using Clinic.Scheduling.Domain.Staffing;
using Clinic.Scheduling.Features.GuardCover;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.RevokeCredential;

/// <summary>A credential that is gone, and what that leaves without cover.</summary>
/// <param name="StaffId">Whose it was.</param>
/// <param name="Code">Which.</param>
/// <param name="SessionIds">Every session that needs cover now.</param>
internal sealed record RevokedView(Guid StaffId, string Code, IReadOnlyList<Guid> SessionIds);

internal static class RevokeCredentialEndpoint
{
    public static void MapRevokeCredential(this RouteGroupBuilder group) => group
        .MapDelete("/staff/{staffId:guid}/credentials/{code}", HandleAsync)
        .RequireAuthorization(Policies.Admin)
        .WithName("RevokeCredential")
        .WithSummary("Takes a credential away and flags every session that loses its cover")
        .Produces<RevokedView>()
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static Task<IResult> HandleAsync(
        Guid staffId, string code, HttpContext http, Commands<SchedulingDbContext> commands, IClock clock) =>
        commands.ExecuteAsync<RevokedView>(http, async (db, token) =>
        {
            if (!await db.TouchStaffAsync(staffId, token))
            {
                return Refusal.NotFound("member of staff", "staffId");
            }

            if (await db.Set<StaffCredential>().Where(c => c.StaffId == staffId && c.Code == code).ExecuteDeleteAsync(token) == 0)
            {
                return Refusal.NotFound("credential", "code");
            }

            return new RevokedView(staffId, code, await CredentialLoss.FlagAsync(db, staffId, clock.GetCurrentInstant(), token));
        });
}
