using Clinic.Scheduling.Domain.Holds;
using Clinic.Scheduling.Domain.Planning;
using Clinic.Scheduling.Domain.Sites;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.ReadDayBoard;

internal static class ReadDayBoardEndpoint
{
    public static void MapReadDayBoard(this RouteGroupBuilder group) => group
        .MapGet("/sites/{siteId:guid}/day-board", HandleAsync)
        .RequireAuthorization(Policies.Care)
        .WithName("GetDayBoard")
        .WithSummary("Shows a site's local date: chairs by slots, sessions, holds, closure")
        .Produces<DayBoardView>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(
        Guid siteId,
        DateOnly date,
        SchedulingDbContext db,
        Transactor<SchedulingDbContext> transactor,
        Auditor auditor,
        IClock clock,
        CancellationToken cancellationToken)
    {
        if (date.Year is < 2000 or > 2199)
        {
            return Refusal.Invalid("date", "A date from 2000 to 2199 is required.").ToProblem();
        }

        if (await db.WholeSites().SingleOrDefaultAsync(s => s.Id == siteId, cancellationToken) is not { } site)
        {
            return Refusal.NotFound("site", "siteId").ToProblem();
        }

        var now = clock.GetCurrentInstant();
        var chairs = await db.Chairs.AsNoTracking().Where(c => c.SiteId == siteId).OrderBy(c => c.Name).ToListAsync(cancellationToken);
        var board = await ReadAsync(db, site, chairs, LocalDate.FromDateOnly(date), now, cancellationToken);
        await auditor.RecordReadAsync(transactor, "day-board.read", null, siteId, cancellationToken);
        return Results.Ok(board.Draw(chairs, now));
    }

    // The claims are what is true of a chair; sessions and holds are looked up from them, so that a turnover past midnight is seen too.
    private static async Task<DayBoard> ReadAsync(
        SchedulingDbContext db, Site site, List<Chair> chairs, LocalDate date, Instant now, CancellationToken cancellationToken)
    {
        var day = Slots.OfDay(date, site.Zone);
        Guid[] chairIds = [.. chairs.Select(c => c.Id)];
        var taken = await db.Claims.AsNoTracking()
            .Where(c => chairIds.Contains(c.ResourceId) && c.Slot >= day.Start && c.Slot < day.End)
            .ToListAsync(cancellationToken);
        Guid[] holdIds = [.. taken.Select(c => c.HoldId).OfType<Guid>().Distinct()];
        var holds = await db.Holds.AsNoTracking().Include(h => h.Sessions)
            .Where(h => holdIds.Contains(h.Id) && h.State == HoldState.Held && h.ExpiresAt > now).ToListAsync(cancellationToken);
        var standing = holds.Select(h => h.Id).ToHashSet();
        Guid[] sessionIds = [.. taken.Select(c => c.SessionId).OfType<Guid>().Distinct()];
        var sessions = await db.Sessions.AsNoTracking().Where(s => sessionIds.Contains(s.Id)).ToListAsync(cancellationToken);
        var closures = await ClosedSlots.ReadAsync(db, chairIds, day, cancellationToken);
        return new DayBoard(site, date, sessions, holds, [.. taken.Where(c => c.HoldId is not { } hold || standing.Contains(hold))], closures);
    }
}
