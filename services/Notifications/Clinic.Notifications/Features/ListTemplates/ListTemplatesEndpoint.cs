using Clinic.Notifications.Http;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Rendering;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;

namespace Clinic.Notifications.Features.ListTemplates;

internal static class ListTemplatesEndpoint
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/templates", ListAsync)
            .RequireAuthorization(Policies.FrontDesk)
            .WithName("ListTemplates")
            .WithSummary("Lists the wording in force, by kind, channel and language")
            .Produces<IReadOnlyList<TemplateView>>();
        group.MapGet("/templates/{kind}/{channel}/{language}", ReadAsync)
            .RequireAuthorization(Policies.FrontDesk)
            .WithName("ReadTemplate")
            .WithSummary("Shows one wording with its ETag")
            .Produces<TemplateView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(NotificationsDbContext db, CancellationToken cancellationToken)
    {
        var templates = await TemplateSet.LoadAsync(db, cancellationToken);
        return Results.Ok(templates.All.Select(TemplateView.Of).ToList());
    }

    private static async Task<IResult> ReadAsync(
        string kind, string channel, string language, HttpContext http, NotificationsDbContext db, CancellationToken cancellationToken)
    {
        var key = TemplateKey.Read(kind, channel, language);
        if (!key.Succeeded)
        {
            return key.Refusal.ToProblem();
        }

        var templates = await TemplateSet.LoadAsync(db, cancellationToken);
        return templates.Exactly(kind, key.Value.Channel, language) is { } text
            ? EntityTag.Ok(http, TemplateView.Of(text))
            : Refusal.NotFound("template", "kind").ToProblem();
    }
}
