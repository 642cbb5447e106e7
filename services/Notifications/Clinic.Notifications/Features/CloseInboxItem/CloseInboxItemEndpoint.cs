using Clinic.Notifications.Features.ListInbox;
using Clinic.Notifications.Persistence;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using FluentValidation;
using NodaTime;

namespace Clinic.Notifications.Features.CloseInboxItem;

/// <summary>What the front desk did about an answer.</summary>
/// <param name="Note">In a sentence, for example <c>Moved to Thursday by phone</c>.</param>
internal sealed record CloseInboxItemRequest(string? Note);

internal sealed class CloseInboxItemValidator : AbstractValidator<CloseInboxItemRequest>
{
    public CloseInboxItemValidator() => RuleFor(r => r.Note).NotEmpty().MaximumLength(400);
}

internal static class CloseInboxItemEndpoint
{
    public static void Map(RouteGroupBuilder group) => group.MapPost("/inbox-items/{itemId:guid}/closure", HandleAsync)
        .RequireAuthorization(Policies.FrontDesk)
        .Validate<CloseInboxItemRequest>()
        .WithName("CloseInboxItem")
        .WithSummary("Closes what a patient's answer asked for")
        .Produces<InboxItemView>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status412PreconditionFailed)
        .ProducesProblem(StatusCodes.Status428PreconditionRequired);

    private static async Task<IResult> HandleAsync(
        Guid itemId, CloseInboxItemRequest request, HttpContext http, Commands<NotificationsDbContext> commands, Auditor auditor, IClock clock)
    {
        var version = EntityTag.Required(http.Request);
        if (!version.Succeeded)
        {
            return version.Refusal.ToProblem();
        }

        var closedBy = http.User.FindFirst("sub")?.Value ?? "unknown";
        return await commands.ExecuteAsync<InboxItemView>(http, async (db, token) =>
        {
            if (await db.Inbound.FindAsync([itemId], token) is not { } item)
            {
                return Refusal.NotFound("inbox item", "itemId");
            }

            if (item.Version != version.Value)
            {
                return Refusal.Stale();
            }

            if (item.State != InboxState.Open)
            {
                return Refusal.Conflict("not-open", "Only an open item can be closed.", "itemId");
            }

            (item.State, item.ClosedAt, item.ClosedBy, item.Note) = (InboxState.Closed, clock.GetCurrentInstant(), closedBy, request.Note);
            item.Version++;
            auditor.Record(db, "inbox-item.close", item.PatientId, item.Id, request.Note);
            return InboxItemView.Of(item);
        });
    }
}
