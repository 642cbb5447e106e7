using Clinic.Notifications.Features.ListInbox;
using Clinic.Notifications.Persistence;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;
using Clinic.ServiceDefaults.Privacy;

namespace Clinic.Notifications.Features.ReadInboxItem;

/// <summary>An answer with its text and the number to call back.</summary>
/// <param name="Item">The item.</param>
/// <param name="Sender">The whole number.</param>
/// <param name="Text">What the patient wrote.</param>
internal sealed record InboxItemDetail(InboxItemView Item, string Sender, string Text) : IVersioned
{
    /// <summary>Of the item.</summary>
    public int Version => Item.Version;
}

internal static class ReadInboxItemEndpoint
{
    public static void Map(RouteGroupBuilder group) => group.MapGet("/inbox-items/{itemId:guid}", HandleAsync)
        .RequireAuthorization(Policies.FrontDesk)
        .WithName("ReadInboxItem")
        .WithSummary("Shows a patient's answer with its text")
        .Produces<InboxItemDetail>()
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(
        Guid itemId,
        HttpContext http,
        NotificationsDbContext db,
        Protection protection,
        Auditor auditor,
        Transactor<NotificationsDbContext> transactor,
        CancellationToken cancellationToken)
    {
        if (await db.Inbound.FindAsync([itemId], cancellationToken) is not { } item)
        {
            return Refusal.NotFound("inbox item", "itemId").ToProblem();
        }

        await auditor.RecordReadAsync(transactor, "inbox-item.read", item.PatientId, item.Id, cancellationToken);
        var content = protection.Unprotect<InboundContent>(InboundContent.Purpose, item.ProtectedContent);
        return EntityTag.Ok(http, new InboxItemDetail(InboxItemView.Of(item), content.Sender, content.Text));
    }
}
