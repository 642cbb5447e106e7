using Clinic.Scheduling.Domain.Planning;
using Clinic.ServiceDefaults.Http;
using NodaTime;

namespace Clinic.Scheduling.Features.FindPlace;

/// <summary>One rule that keeps a session off a date.</summary>
/// <param name="Rule">Which rule.</param>
/// <param name="Date">The site's local date.</param>
/// <param name="Text">For people; names nobody.</param>
/// <param name="Subject">The role, credential or reason the rule is about.</param>
/// <param name="At">The local time at which it binds.</param>
/// <param name="Needed">How many the rule asks for.</param>
/// <param name="Found">How many there are.</param>
internal sealed record NoPlanReason(
    ObstacleKind Rule, DateOnly Date, string Text, string? Subject, TimeOnly? At, int? Needed, int? Found)
{
    public static NoPlanReason Of(Obstacle o) => new(
        o.Kind, o.Date.ToDateOnly(), o.Text, o.Subject, o.At?.ToTimeOnly(), o.Needed, o.Found);
}

/// <summary>The answer when no plan exists: which rules bind on which days, and what would help.</summary>
internal static class NoPlan
{
    private const int MostNamed = 3;

    public static Refusal Refuse(NoPlanPossible none, IReadOnlySet<LocalDate> alreadyHere)
    {
        var reasons = none.Obstacles.Select(NoPlanReason.Of).ToList();
        var texts = reasons.Select(r => r.Text).Distinct(StringComparer.Ordinal).ToList();
        var more = texts.Count > MostNamed ? $" and {texts.Count - MostNamed} more" : "";
        return Refusal.Rule(
            "no-plan", $"Session {none.SessionNumber} can't be placed: {string.Join("; ", texts.Take(MostNamed))}{more}.") with
        {
            Extensions = new Dictionary<string, object?>
            {
                ["sessionNumber"] = none.SessionNumber,
                ["from"] = none.From.ToDateOnly(),
                ["until"] = none.Until.ToDateOnly(),
                ["reasons"] = reasons,
                ["relaxations"] = Helpful(none, alreadyHere),
            },
        };
    }

    // Coming on a date on which the patient is here for another session anyway is no help.
    private static List<string> Helpful(NoPlanPossible none, IReadOnlySet<LocalDate> alreadyHere) => [.. none.Relaxations
        .Where(r => !r.Steps.OfType<OneMoreDate>().Any(step => alreadyHere.Contains(step.Date)))
        .Select(r => string.Join(" and ", r.Steps.Select(step => step.Text)))];
}
