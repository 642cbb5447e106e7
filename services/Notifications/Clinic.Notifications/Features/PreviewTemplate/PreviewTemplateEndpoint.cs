using Clinic.Notifications.Http;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Rendering;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using FluentValidation;

namespace Clinic.Notifications.Features.PreviewTemplate;

/// <summary>Wording to try out.</summary>
/// <param name="Kind">Code of a kind, or of its family.</param>
/// <param name="Channel">How it travels.</param>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="Subject">Subject of an email.</param>
/// <param name="Body">The text; left out to see the wording in force.</param>
internal sealed record PreviewTemplateRequest(string? Kind, string? Channel, string? Language, string? Subject, string? Body);

/// <summary>What a patient would read.</summary>
/// <param name="Subject">Subject of an email.</param>
/// <param name="Text">The text, or null when the template is not valid.</param>
/// <param name="Html">The same as HTML, for email.</param>
/// <param name="Sms">How it travels by SMS.</param>
/// <param name="Problems">One sentence for each rule it breaks; empty when it may be used.</param>
internal sealed record PreviewView(string? Subject, string? Text, string? Html, SmsView? Sms, IReadOnlyList<string> Problems);

/// <summary>How a text travels by SMS.</summary>
/// <param name="Encoding"><c>gsm-7</c> or <c>ucs-2</c>.</param>
/// <param name="Units">Septets or UTF-16 code units.</param>
/// <param name="Segments">Messages it is split into.</param>
internal sealed record SmsView(string Encoding, int Units, int Segments);

internal sealed class PreviewTemplateValidator : AbstractValidator<PreviewTemplateRequest>
{
    public PreviewTemplateValidator()
    {
        RuleFor(r => r.Subject).MaximumLength(200);
        RuleFor(r => r.Body).MaximumLength(4000);
    }
}

internal static class PreviewTemplateEndpoint
{
    public static void Map(RouteGroupBuilder group) => group.MapPost("/templates/preview", HandleAsync)
        .RequireAuthorization(Policies.FrontDesk)
        .Validate<PreviewTemplateRequest>()
        .WithName("PreviewTemplate")
        .WithSummary("Fills wording in with sample values and checks it; nothing is kept")
        .Produces<PreviewView>();

    private static async Task<IResult> HandleAsync(
        PreviewTemplateRequest request, NotificationsDbContext db, TemplateChecks checks, CancellationToken cancellationToken)
    {
        var key = TemplateKey.Read(request.Kind, request.Channel, request.Language);
        if (!key.Succeeded)
        {
            return key.Refusal.ToProblem();
        }

        var (kind, channel, language) = key.Value;
        var text = string.IsNullOrWhiteSpace(request.Body)
            ? (await TemplateSet.LoadAsync(db, cancellationToken)).Find(kind, channel, language)
            : new TemplateText(kind.Code, channel, language, request.Subject, request.Body);
        return text is null ? Refusal.NotFound("template", "kind").ToProblem() : Results.Ok(View(checks.Check(text)));
    }

    private static PreviewView View(TemplateCheck check) => new(
        check.Message?.Subject,
        check.Message?.Text,
        check.Sms is null ? check.Message?.Html : null,
        check.Sms is { } sms ? new SmsView(sms.IsGsm7 ? "gsm-7" : "ucs-2", sms.Units, sms.Segments) : null,
        check.Problems);
}
