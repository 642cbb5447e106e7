using FluentValidation;

namespace Clinic.Notifications.Features.ChangeTemplate;

/// <summary>The clinic's own wording.</summary>
/// <param name="Subject">Subject of an email, in Liquid; left out for a text message.</param>
/// <param name="Body">The text, in Liquid.</param>
internal sealed record ChangeTemplateRequest(string? Subject, string? Body);

internal sealed class ChangeTemplateValidator : AbstractValidator<ChangeTemplateRequest>
{
    public ChangeTemplateValidator()
    {
        RuleFor(r => r.Subject).MaximumLength(200);
        RuleFor(r => r.Body).NotEmpty().MaximumLength(4000);
    }
}
