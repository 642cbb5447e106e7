using Clinic.Scheduling.Features.ReadSeries;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.ReadSessions;

internal static class ReadSessionsEndpoint
{
    public static void MapReadSessions(this RouteGroupBuilder group)
    {
        group.MapGet("/sessions", DayAsync)
            .RequireAuthorization(Policies.Care)
            .WithName("ListSessions")
            .WithSummary("Lists a site's sessions of one local date by start, cancelled ones included")
            .Produces<IReadOnlyList<SessionView>>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/sessions/{id:guid}", GetAsync)
            .RequireAuthorization(Policies.Care)
            .WithName("GetSession")
            .WithSummary("Shows a session")
            .Produces<SessionView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> DayAsync(
        Guid siteId,
        DateOnly date,
        SchedulingDbContext db,
        Transactor<SchedulingDbContext> transactor,
        Auditor auditor,
        CancellationToken cancellationToken)
    {
        if (date.Year is < 2000 or > 2199)
        {
            return Refusal.Invalid("date", "A date from 2000 to 2199 is required.").ToProblem();
        }

        if (await db.Sites.AsNoTracking().SingleOrDefaultAsync(s => s.Id == siteId, cancellationToken) is not { } site)
        {
            return Refusal.NotFound("site", "siteId").ToProblem();
        }

        var day = LocalDate.FromDateOnly(date);
        var (from, until) = (site.Zone.AtStartOfDay(day).ToInstant(), site.Zone.AtStartOfDay(day.PlusDays(1)).ToInstant());
        var sessions = await db.Sessions.AsNoTracking().Where(s => s.SiteId == siteId && s.StartsAt >= from && s.StartsAt < until)
            .OrderBy(s => s.StartsAt).ThenBy(s => s.Id).ToListAsync(cancellationToken);
        await auditor.RecordReadAsync(transactor, "sessions.day", null, siteId, cancellationToken);
        return Results.Ok(sessions.Select(s => SessionView.Of(s, site)));
    }

    private static async Task<IResult> GetAsync(
        Guid id,
        HttpContext http,
        SchedulingDbContext db,
        Transactor<SchedulingDbContext> transactor,
        Auditor auditor,
        CancellationToken cancellationToken)
    {
        if (await db.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellationToken) is not { } session)
        {
            return Refusal.NotFound("session", "id").ToProblem();
        }

        var site = await db.Sites.AsNoTracking().SingleAsync(s => s.Id == session.SiteId, cancellationToken);
        await auditor.RecordReadAsync(transactor, "session.read", session.PatientId, id, cancellationToken);
        return EntityTag.Ok(http, SessionView.Of(session, site));
    }
}
