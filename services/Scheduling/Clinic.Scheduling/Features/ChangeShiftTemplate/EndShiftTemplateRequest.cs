using FluentValidation;

namespace Clinic.Scheduling.Features.ChangeShiftTemplate;

/// <summary>When a template ends.</summary>
/// <param name="LastDate">Last local date on which a shift of it may start, inclusive; may lie in the past.</param>
internal sealed record EndShiftTemplateRequest(DateOnly? LastDate);

internal sealed class EndShiftTemplateValidator : AbstractValidator<EndShiftTemplateRequest>
{
    public EndShiftTemplateValidator() => RuleFor(r => r.LastDate).NotNull();
}
