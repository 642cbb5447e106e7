using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.AuditCoverage;

/// <summary>A session to come that lacks something. It names nobody.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="SiteId">The clinic location.</param>
/// <param name="StartsAt">Its start, UTC.</param>
/// <param name="Need">What it lacks.</param>
internal sealed record CoverageGapView(Guid SessionId, Guid SiteId, DateTimeOffset StartsAt, CoverNeed Need);

internal static class CoverageGapsEndpoint
{
    public static void MapCoverageGaps(this RouteGroupBuilder group) => group
        .MapGet("/operations/coverage-gaps", HandleAsync)
        .RequireAuthorization(Policies.Admin)
        .WithName("ListCoverageGaps")
        .WithSummary("Lists the sessions to come that lack chair, monitor or site rule, the soonest first")
        .Produces<Page<CoverageGapView>>();

    private static async Task<IResult> HandleAsync(
        string? cursor, int? limit, SchedulingDbContext db, IClock clock, CancellationToken cancellationToken)
    {
        var (size, after) = (Paging.Size(limit), GapCursor.Read(cursor));
        if ((size.Refusal ?? after.Refusal) is { } refusal)
        {
            return refusal.ToProblem();
        }

        var (now, (start, id)) = (clock.GetCurrentInstant(), after.Value);
        var rows = await db.Sessions.AsNoTracking()
            .Where(s => s.CoverNeed != CoverNeed.None && s.EndsAt > now
                && (s.State == SessionState.Booked || s.State == SessionState.CheckedIn || s.State == SessionState.InProgress)
                && (s.StartsAt > start || (s.StartsAt == start && s.Id.CompareTo(id) > 0)))
            .OrderBy(s => s.StartsAt).ThenBy(s => s.Id).Take(size.Value + 1)
            .Select(s => new { s.Id, s.SiteId, s.StartsAt, s.CoverNeed })
            .ToListAsync(cancellationToken);
        return Results.Ok(Paging.Of(
            rows,
            size.Value,
            s => new CoverageGapView(s.Id, s.SiteId, s.StartsAt.ToDateTimeOffset(), s.CoverNeed),
            s => GapCursor.Of(s.StartsAt, s.Id)));
    }
}
