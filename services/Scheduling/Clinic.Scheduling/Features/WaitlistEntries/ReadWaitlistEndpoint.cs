using System.Text.Json;
using Clinic.Scheduling.Domain.Waitlist;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.WaitlistEntries;

internal static class ReadWaitlistEndpoint
{
    private static readonly Dictionary<string, WaitlistState> States =
        Enum.GetValues<WaitlistState>().ToDictionary(s => JsonNamingPolicy.KebabCaseLower.ConvertName(s.ToString()), StringComparer.Ordinal);

    public static void MapReadWaitlist(this RouteGroupBuilder group)
    {
        group.MapGet("/waitlist-entries", ListAsync)
            .RequireAuthorization(Policies.Care)
            .WithName("ListWaitlistEntries")
            .WithSummary("Lists who waits, in the order in which they are asked: by priority, then by waiting time")
            .Produces<Page<WaitlistEntryView>>();
        group.MapGet("/waitlist-entries/{id:guid}", GetAsync)
            .RequireAuthorization(Policies.Care)
            .WithName("GetWaitlistEntry")
            .WithSummary("Shows an entry of the waitlist with its offers")
            .Produces<WaitlistEntryView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <summary>The views of some entries, in their order.</summary>
    public static async Task<IReadOnlyList<WaitlistEntryView>> ViewsAsync(
        SchedulingDbContext db, IReadOnlyCollection<WaitlistEntry> entries, Instant now, CancellationToken cancellationToken)
    {
        Guid[] ids = [.. entries.Select(e => e.Id)];
        Guid[] siteIds = [.. entries.Select(e => e.SiteId).Distinct()];
        var offers = (await db.WaitlistOffers.AsNoTracking().Include(o => o.Sessions).Where(o => ids.Contains(o.EntryId))
            .ToListAsync(cancellationToken)).ToLookup(o => o.EntryId);
        var sites = await db.Sites.AsNoTracking().Where(s => siteIds.Contains(s.Id)).ToDictionaryAsync(s => s.Id, cancellationToken);
        return [.. entries.Select(e => WaitlistEntryView.Of(e, offers[e.Id], sites[e.SiteId].Zone, now))];
    }

    private static async Task<IResult> ListAsync(
        Guid? siteId,
        Guid? patientId,
        string? state,
        string? cursor,
        int? limit,
        SchedulingDbContext db,
        Transactor<SchedulingDbContext> transactor,
        Auditor auditor,
        IClock clock,
        CancellationToken cancellationToken)
    {
        var size = Paging.Size(limit);
        var after = WaitlistCursor.Read(cursor);
        if ((size.Refusal ?? after.Refusal ?? Unknown(state)) is { } refusal)
        {
            return refusal.ToProblem();
        }

        WaitlistState? wanted = state is null ? null : States[state];
        var asked = db.WaitlistEntries.AsNoTracking()
            .Where(e => (siteId == null || e.SiteId == siteId) && (patientId == null || e.PatientId == patientId) && (wanted == null || e.State == wanted));
        var found = await (after.Value?.After(asked) ?? asked)
            .OrderBy(e => e.Priority).ThenBy(e => e.AddedAt).ThenBy(e => e.Id).Take(size.Value + 1).ToListAsync(cancellationToken);
        var views = await ViewsAsync(db, found, clock.GetCurrentInstant(), cancellationToken);
        await auditor.RecordReadAsync(transactor, "waitlist.list", patientId, null, cancellationToken);
        return Results.Ok(Paging.Of([.. found.Zip(views)], size.Value, row => row.Second, row => WaitlistCursor.Write(row.First)));
    }

    private static Refusal? Unknown(string? state) => state is null || States.ContainsKey(state)
        ? null
        : Refusal.Invalid("state", $"A state is one of: {string.Join(", ", States.Keys)}.");

    private static async Task<IResult> GetAsync(
        Guid id,
        HttpContext http,
        SchedulingDbContext db,
        Transactor<SchedulingDbContext> transactor,
        Auditor auditor,
        IClock clock,
        CancellationToken cancellationToken)
    {
        if (await db.WaitlistEntries.AsNoTracking().SingleOrDefaultAsync(e => e.Id == id, cancellationToken) is not { } entry)
        {
            return Refusal.NotFound("waitlist entry", "id").ToProblem();
        }

        await auditor.RecordReadAsync(transactor, "waitlist.read", entry.PatientId, id, cancellationToken);
        return EntityTag.Ok(http, (await ViewsAsync(db, [entry], clock.GetCurrentInstant(), cancellationToken))[0]);
    }
}
