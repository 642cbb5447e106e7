using Clinic.Scheduling.Domain.Consents;
using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Features.Shared;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Scheduling.Features.ReadSeries;

internal static class ReadSeriesEndpoint
{
    public static void MapReadSeries(this RouteGroupBuilder group)
    {
        group.MapGet("/series/{id:guid}", GetAsync)
            .RequireAuthorization(Policies.Care)
            .WithName("GetSeries")
            .WithSummary("Shows a series with its sessions")
            .Produces<SeriesView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/series", ListAsync)
            .RequireAuthorization(Policies.Care)
            .WithName("ListSeries")
            .WithSummary("Lists a patient's series in a stable order")
            .Produces<Page<SeriesView>>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> GetAsync(
        Guid id,
        HttpContext http,
        SchedulingDbContext db,
        Transactor<SchedulingDbContext> transactor,
        Auditor auditor,
        CancellationToken cancellationToken)
    {
        var found = await ViewsAsync(db, db.Series.Where(s => s.Id == id), cancellationToken);
        if (found.Count == 0)
        {
            return Refusal.NotFound("series", "id").ToProblem();
        }

        await auditor.RecordReadAsync(transactor, "series.read", found[0].PatientId, id, cancellationToken);
        return EntityTag.Ok(http, found[0]);
    }

    private static async Task<IResult> ListAsync(
        Guid patientId,
        string? cursor,
        int? limit,
        SchedulingDbContext db,
        Transactor<SchedulingDbContext> transactor,
        Auditor auditor,
        CancellationToken cancellationToken)
    {
        var size = Paging.Size(limit);
        var after = NameCursor.Read(cursor);
        if ((size.Refusal ?? after.Refusal) is { } refusal)
        {
            return refusal.ToProblem();
        }

        if (!await db.Patients.AnyAsync(p => p.Id == patientId, cancellationToken))
        {
            return Refusal.NotFound("patient", "patientId").ToProblem();
        }

        var last = after.Value?.Id ?? Guid.Empty;
        var page = db.Series.Where(s => s.PatientId == patientId && s.Id.CompareTo(last) > 0).OrderBy(s => s.Id).Take(size.Value + 1);
        var found = await ViewsAsync(db, page, cancellationToken);
        await auditor.RecordReadAsync(transactor, "series.list", patientId, null, cancellationToken);
        return Results.Ok(Paging.Of(found, size.Value, s => s, s => NameCursor.Write("", s.Id)));
    }

    /// <summary>The views of some series, in the query's order.</summary>
    public static async Task<IReadOnlyList<SeriesView>> ViewsAsync(
        SchedulingDbContext db, IQueryable<Series> query, CancellationToken cancellationToken)
    {
        var series = await query.AsNoTracking().Include(s => s.Sessions).ToListAsync(cancellationToken);
        Guid[] ids = [.. series.Select(s => s.Id)];
        Guid[] siteIds = [.. series.Select(s => s.SiteId).Distinct()];
        Guid[] protocolIds = [.. series.Select(s => s.ProtocolId).Distinct()];
        var sites = await db.Sites.AsNoTracking().Where(s => siteIds.Contains(s.Id)).ToDictionaryAsync(s => s.Id, cancellationToken);
        var protocols = await db.Protocols.AsNoTracking().Where(p => protocolIds.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancellationToken);
        var consents = (await db.Consents.AsNoTracking().Where(c => ids.Contains(c.SeriesId)).ToListAsync(cancellationToken)).ToLookup(c => c.SeriesId);
        var later = (await db.Series.AsNoTracking().Where(s => s.FollowsSeriesId != null && ids.Contains(s.FollowsSeriesId.Value))
            .OrderBy(s => s.BookedAt).ThenBy(s => s.Id).Select(s => new { s.Id, s.FollowsSeriesId }).ToListAsync(cancellationToken))
            .ToLookup(s => s.FollowsSeriesId, s => s.Id);
        return [.. series.Select(s => SeriesView.Of(s, protocols[s.ProtocolId], sites[s.SiteId], Newest(consents[s.Id]), later[s.Id]))];
    }

    private static Consent Newest(IEnumerable<Consent> consents) => consents.MaxBy(c => c.RequestedAt)!;
}
