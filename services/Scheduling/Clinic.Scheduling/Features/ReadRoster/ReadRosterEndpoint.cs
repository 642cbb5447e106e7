using Clinic.Scheduling.Domain.Sites;
using Clinic.Scheduling.Domain.Staffing;
using Clinic.Scheduling.Features.ApplyRoster;
using Clinic.Scheduling.Features.FindPlace;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.ReadRoster;

/// <summary>Who is at a site on which day.</summary>
internal static class ReadRosterEndpoint
{
    public static void MapReadRoster(this RouteGroupBuilder group) => group
        .MapGet("/rosters", HandleAsync)
        .RequireAuthorization(Policies.Staff)
        .WithName("ReadRoster")
        .WithSummary("Shows who is at a site on each date, from the first to the last, at most 92; a shift past midnight shows on both dates")
        .Produces<RosterView>()
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(
        Guid siteId, DateOnly firstDate, DateOnly lastDate, SchedulingDbContext db, CancellationToken cancellationToken)
    {
        if (!RosterDates.AreOrdered(firstDate, lastDate))
        {
            return Refusal.Invalid("lastDate", RosterDates.Hint).ToProblem();
        }

        return await db.WholeSites().SingleOrDefaultAsync(s => s.Id == siteId, cancellationToken) is { } site
            ? Results.Ok(await ViewAsync(db, site, LocalDate.FromDateOnly(firstDate), LocalDate.FromDateOnly(lastDate), cancellationToken))
            : Refusal.NotFound("site", "siteId").ToProblem();
    }

    private static async Task<RosterView> ViewAsync(
        SchedulingDbContext db, Site site, LocalDate first, LocalDate last, CancellationToken cancellationToken)
    {
        var (from, until) = (StartOf(site, first), StartOf(site, last.PlusDays(1)));
        var shifts = await db.Shifts.AsNoTracking()
            .Where(s => s.SiteId == site.Id && s.StartsAt < until && s.EndsAt > from && s.State != ShiftState.Deleted)
            .OrderBy(s => s.StartsAt).ThenBy(s => s.Id).ToListAsync(cancellationToken);
        Guid[] ids = [.. shifts.Select(s => s.StaffId).Distinct()];
        var staff = await db.Staff.AsNoTracking().Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, cancellationToken);
        return new RosterView(site.Id, [.. SiteDays.Of(site, first, last).Days.OrderBy(d => d.Key).Select(day => new RosterDayView(
            day.Key.ToDateOnly(),
            day.Value.ClosedReason,
            [.. shifts.Where(s => s.StartsAt < StartOf(site, day.Key.PlusDays(1)) && s.EndsAt > StartOf(site, day.Key))
                .Select(s => RosterShiftView.Of(s, staff[s.StaffId], site.Zone))]))]);
    }

    private static Instant StartOf(Site site, LocalDate date) => site.Zone.AtStartOfDay(date).ToInstant();
}
