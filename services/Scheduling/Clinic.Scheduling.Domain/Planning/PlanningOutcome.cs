namespace Clinic.Scheduling.Domain.Planning;

/// <summary>What planning came to: <see cref="PlansFound"/> or <see cref="NoPlanPossible"/>.</summary>
public abstract record PlanningOutcome
{
    private protected PlanningOutcome()
    {
    }
}

/// <summary>The best plans, best first; between equally good ones the one whose sessions come earlier is first.</summary>
/// <param name="Plans">
/// At least one, at most as many as wanted. No two have the same starts: plans that differ only in who monitors or in which chair
/// are one plan, given with its best monitors.
/// </param>
public sealed record PlansFound(IReadOnlyList<SeriesPlan> Plans) : PlanningOutcome;
