using NodaTime;

namespace Clinic.Scheduling.Domain.Planning;

/// <summary>No plan exists; this says why, and what would help.</summary>
/// <param name="SessionNumber">The first session that can't be placed, those before it being placeable.</param>
/// <param name="From">First local date on which it would have to be.</param>
/// <param name="Until">
/// Last local date on which it would have to be, inclusive; before <paramref name="From"/> when there is no such date.
/// </param>
/// <param name="Obstacles">The binding rules on those dates, by date, at least one for each; a single one when there are none.</param>
/// <param name="Relaxations">Each of these alone would give a plan, nearest first within its kind; empty when none is known.</param>
public sealed record NoPlanPossible(
    int SessionNumber,
    LocalDate From,
    LocalDate Until,
    IReadOnlyList<Obstacle> Obstacles,
    IReadOnlyList<Relaxation> Relaxations) : PlanningOutcome;
