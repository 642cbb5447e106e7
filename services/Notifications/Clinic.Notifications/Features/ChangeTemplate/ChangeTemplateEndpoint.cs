using Clinic.Notifications.Domain.Reminders;
using Clinic.Notifications.Features.ListTemplates;
using Clinic.Notifications.Http;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Rendering;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using NodaTime;

namespace Clinic.Notifications.Features.ChangeTemplate;

internal static class ChangeTemplateEndpoint
{
    public static void Map(RouteGroupBuilder group) => group.MapPut("/templates/{kind}/{channel}/{language}", HandleAsync)
        .RequireAuthorization(Policies.FrontDesk)
        .Validate<ChangeTemplateRequest>()
        .WithName("ChangeTemplate")
        .WithSummary("Puts the clinic's own wording in place; it must pass the same checks as the preview")
        .Produces<TemplateView>()
        .ProducesProblem(StatusCodes.Status412PreconditionFailed)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
        .ProducesProblem(StatusCodes.Status428PreconditionRequired);

    private static async Task<IResult> HandleAsync(
        string kind,
        string channel,
        string language,
        ChangeTemplateRequest request,
        HttpContext http,
        Commands<NotificationsDbContext> commands,
        TemplateChecks checks,
        Auditor auditor,
        IClock clock)
    {
        var key = TemplateKey.Read(kind, channel, language);
        var version = EntityTag.Required(http.Request);
        if ((key.Refusal ?? version.Refusal ?? Check(checks, key, request)) is { } refusal)
        {
            return refusal.ToProblem();
        }

        return await commands.ExecuteAsync<TemplateView>(http, async (db, token) =>
        {
            var own = await db.Templates.FindAsync([kind, key.Value.Channel, language], token);
            if ((own?.Version ?? 0) != version.Value)
            {
                return Refusal.Stale();
            }

            own ??= db.Templates.Add(New(key.Value, clock.GetCurrentInstant())).Entity;
            own.Subject = request.Subject;
            own.Body = request.Body!;
            own.ChangedAt = clock.GetCurrentInstant();
            own.Version++;
            auditor.Record(db, "template.change", null, reason: $"{kind}/{channel}/{language}");
            return new TemplateView(own.Kind, own.Channel, own.Language, own.Subject, own.Body, own.Version);
        });
    }

    private static Refusal? Check(TemplateChecks checks, Outcome<TemplateKey> key, ChangeTemplateRequest request)
    {
        if (!key.Succeeded)
        {
            return key.Refusal;
        }

        var (kind, channel, language) = key.Value;
        if (channel is Channel.Email == string.IsNullOrWhiteSpace(request.Subject))
        {
            return Refusal.Invalid("subject", "An email has a subject, a text message has none.");
        }

        var check = checks.Check(new TemplateText(kind.Code, channel, language, request.Subject, request.Body!));
        return check.Problems.Count == 0 ? null : Refusal.Rule("template-refused", string.Join(' ', check.Problems), "body");
    }

    private static MessageTemplate New(TemplateKey key, Instant now) => new()
    {
        Kind = key.Kind.Code,
        Channel = key.Channel,
        Language = key.Language,
        Body = "",
        ChangedAt = now,
        Version = 0,
    };
}
