using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.PlanShift;

internal static class ReadShiftsEndpoint
{
    private const int MostDays = 92;

    public static void MapReadShifts(this RouteGroupBuilder group)
    {
        group.MapGet("/shifts", ListAsync)
            .RequireAuthorization(Policies.Staff)
            .WithName("ListShifts")
            .WithSummary("Lists a site's shifts that touch [from, to), by start; at most 92 days")
            .Produces<IReadOnlyList<ShiftView>>();
        group.MapGet("/shifts/{id:guid}", GetAsync)
            .RequireAuthorization(Policies.Staff)
            .WithName("GetShift")
            .WithSummary("Shows a shift")
            .Produces<ShiftView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(
        Guid siteId, DateTimeOffset from, DateTimeOffset to, SchedulingDbContext db, CancellationToken cancellationToken)
    {
        if (to <= from || to - from > TimeSpan.FromDays(MostDays))
        {
            return Refusal.Invalid("to", $"The end must come after the start, at most {MostDays} days later.").ToProblem();
        }

        if (await db.Sites.AsNoTracking().SingleOrDefaultAsync(s => s.Id == siteId, cancellationToken) is not { } site)
        {
            return Refusal.NotFound("site", "siteId").ToProblem();
        }

        var (start, end) = (Instant.FromDateTimeOffset(from), Instant.FromDateTimeOffset(to));
        var shifts = await db.Shifts.AsNoTracking().Where(s => s.SiteId == siteId && s.StartsAt < end && s.EndsAt > start)
            .OrderBy(s => s.StartsAt).ThenBy(s => s.Id).ToListAsync(cancellationToken);
        return Results.Ok(shifts.Select(s => ShiftView.Of(s, site.Zone)));
    }

    private static async Task<IResult> GetAsync(Guid id, HttpContext http, SchedulingDbContext db, CancellationToken cancellationToken)
    {
        if (await db.Shifts.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellationToken) is not { } shift)
        {
            return Refusal.NotFound("shift", "id").ToProblem();
        }

        var site = await db.Sites.AsNoTracking().SingleAsync(s => s.Id == shift.SiteId, cancellationToken);
        return EntityTag.Ok(http, ShiftView.Of(shift, site.Zone));
    }
}
