using Clinic.Notifications.Http;
using Clinic.Notifications.Persistence;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Notifications.Features.ListInbox;

internal static class ListInboxEndpoint
{
    public static void Map(RouteGroupBuilder group) => group.MapGet("/inbox-items", HandleAsync)
        .RequireAuthorization(Policies.FrontDesk)
        .WithName("ListInboxItems")
        .WithSummary("Lists answers of patients, oldest first; by default those that wait for the front desk")
        .Produces<Page<InboxItemView>>()
        .ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<IResult> HandleAsync(
        string? state,
        Guid? patientId,
        int? limit,
        string? cursor,
        NotificationsDbContext db,
        Auditor auditor,
        Transactor<NotificationsDbContext> transactor,
        CancellationToken cancellationToken)
    {
        var size = Paging.Size(limit);
        var after = TimeCursor.Read(cursor);
        var wanted = state is null ? InboxState.Open : KebabEnum.Find<InboxState>(state);
        var refusal = size.Refusal ?? after.Refusal ?? (wanted is null
            ? Refusal.Invalid("state", $"The state is one of: {KebabEnum.Choices<InboxState>()}.")
            : null);
        if (refusal is not null)
        {
            return refusal.ToProblem();
        }

        var found = await Filter(db, wanted!.Value, patientId, after.Value)
            .OrderBy(m => m.ReceivedAt).ThenBy(m => m.Id)
            .Take(size.Value + 1)
            .ToListAsync(cancellationToken);
        await auditor.RecordReadAsync(transactor, "inbox.read", patientId, null, cancellationToken);
        return Results.Ok(Paging.Of(found, size.Value, InboxItemView.Of, m => new TimeCursor(m.ReceivedAt, m.Id).Key));
    }

    private static IQueryable<InboundMessage> Filter(NotificationsDbContext db, InboxState state, Guid? patientId, TimeCursor? after)
    {
        var items = db.Inbound.AsNoTracking().Where(m => m.State == state);
        if (patientId is { } patient)
        {
            items = items.Where(m => m.PatientId == patient);
        }

        return after is { } place
            ? items.Where(m => m.ReceivedAt > place.At || (m.ReceivedAt == place.At && m.Id.CompareTo(place.Id) > 0))
            : items;
    }
}
