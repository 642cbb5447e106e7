using Clinic.Scheduling.Features.Shared;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Scheduling.Features.PlanShiftTemplate;

internal static class ReadShiftTemplatesEndpoint
{
    public static void MapReadShiftTemplates(this RouteGroupBuilder group)
    {
        group.MapGet("/shift-templates", ListAsync)
            .RequireAuthorization(Policies.Staff)
            .WithName("ListShiftTemplates")
            .WithSummary("Lists a site's shift templates in a stable order, all or those of one member of staff")
            .Produces<Page<ShiftTemplateView>>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/shift-templates/{id:guid}", GetAsync)
            .RequireAuthorization(Policies.Staff)
            .WithName("GetShiftTemplate")
            .WithSummary("Shows a shift template")
            .Produces<ShiftTemplateView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(
        Guid siteId, Guid? staffId, string? cursor, int? limit, SchedulingDbContext db, CancellationToken cancellationToken)
    {
        var (size, after) = (Paging.Size(limit), NameCursor.Read(cursor));
        if ((size.Refusal ?? after.Refusal) is { } refusal)
        {
            return refusal.ToProblem();
        }

        if (!await db.Sites.AnyAsync(s => s.Id == siteId, cancellationToken))
        {
            return Refusal.NotFound("site", "siteId").ToProblem();
        }

        var last = after.Value?.Id ?? Guid.Empty;
        var found = await db.ShiftTemplates.AsNoTracking()
            .Where(t => t.SiteId == siteId && (staffId == null || t.StaffId == staffId) && t.Id.CompareTo(last) > 0)
            .OrderBy(t => t.Id).Take(size.Value + 1).ToListAsync(cancellationToken);
        return Results.Ok(Paging.Of(found, size.Value, ShiftTemplateView.Of, t => NameCursor.Write("", t.Id)));
    }

    private static async Task<IResult> GetAsync(Guid id, HttpContext http, SchedulingDbContext db, CancellationToken cancellationToken) =>
        await db.ShiftTemplates.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, cancellationToken) is { } template
            ? EntityTag.Ok(http, ShiftTemplateView.Of(template))
            : Refusal.NotFound("shift template", "id").ToProblem();
}
