using Clinic.Notifications.Domain.Reminders;
using FluentValidation;

namespace Clinic.Notifications.Features.ChangePreferences;

/// <summary>What a patient decided.</summary>
/// <param name="Method">How the patient said it: <c>phone</c>, <c>in-person</c>, <c>form</c>, <c>sms</c> or <c>email</c>.</param>
/// <param name="Preferences">The decisions; what is not named stays as it is.</param>
internal sealed record ChangePreferencesRequest(string? Method, IReadOnlyList<PreferenceDecision>? Preferences);

/// <summary>One decision.</summary>
/// <param name="Channel">How messages travel.</param>
/// <param name="Purpose">What they are for.</param>
/// <param name="Allowed">Whether we may send them.</param>
internal sealed record PreferenceDecision(Channel? Channel, Purpose? Purpose, bool? Allowed);

internal sealed class ChangePreferencesValidator : AbstractValidator<ChangePreferencesRequest>
{
    private const int Most = 20;
    private static readonly string[] Methods = ["phone", "in-person", "form", "sms", "email"];

    public ChangePreferencesValidator()
    {
        RuleFor(r => r.Method)
            .Must(m => Methods.Contains(m, StringComparer.Ordinal))
            .WithMessage($"Say how the patient decided: {string.Join(", ", Methods)}.");
        RuleFor(r => r.Preferences)
            .Must(p => p is { Count: > 0 and <= Most })
            .WithMessage($"Name 1 to {Most} decisions.");
        RuleForEach(r => r.Preferences)
            .Must(p => p is { Channel: not null, Purpose: not null, Allowed: not null })
            .WithMessage("A decision has a channel, a purpose and whether it is allowed.");
    }
}
