using Clinic.Scheduling.Domain.Planning.Explaining;
using Clinic.Scheduling.Domain.Planning.Search;

namespace Clinic.Scheduling.Domain.Planning;

/// <summary>
/// Plans series of infusion sessions. The answer is exact: the plans are the cheapest there are (<see cref="PlanCost"/>), and
/// <see cref="NoPlanPossible"/> is given only when no plan exists. The same request gives the same answer, whatever the machine.
/// </summary>
/// <remarks>
/// A session's stay lies within one opening of one local date; a stay that would reach past closing or past local midnight is never
/// offered. Turnover may reach past closing but not past midnight. Existing sessions matter only as far as they lie in the window.
/// </remarks>
public static class SeriesPlanner
{
    /// <summary>The best plans, or why there is none.</summary>
    /// <exception cref="ArgumentException">The request contradicts itself; the message names the member.</exception>
    public static PlanningOutcome Plan(PlanningRequest request)
    {
        RequestGuard.Check(request);
        var availability = new Availability(request);
        var table = new CandidateTable(availability);
        return DayReach.Of(table.HasAny, availability.Days).IsComplete
            ? new PlansFound(FindBest(availability, table))
            : NoPlanExplainer.Explain(availability, table);
    }

    /// <summary>As <see cref="Plan"/>, for whoever does not ask why: empty when there is no plan, which is found out much faster than explained.</summary>
    /// <exception cref="ArgumentException">The request contradicts itself; the message names the member.</exception>
    public static IReadOnlyList<SeriesPlan> Find(PlanningRequest request)
    {
        RequestGuard.Check(request);
        var availability = new Availability(request);
        var table = new CandidateTable(availability);
        return DayReach.Of(table.HasAny, availability.Days).IsComplete ? FindBest(availability, table) : [];
    }

    /// <summary>Why no session can be on a date, whatever the rest of the series does; empty when one can.</summary>
    /// <exception cref="ArgumentException">The request contradicts itself, or the date is outside its window.</exception>
    public static IReadOnlyList<Obstacle> ObstaclesOn(PlanningRequest request, NodaTime.LocalDate date)
    {
        RequestGuard.Check(request);
        if (date < request.Series.Earliest || date > request.Series.Latest)
            throw new ArgumentException("The date is outside the window.", nameof(date));
        var availability = new Availability(request);
        return new DayExplainer(availability).Explain(availability.Horizon.DayOf(date));
    }

    private static IReadOnlyList<SeriesPlan> FindBest(Availability availability, CandidateTable table)
    {
        var couplings = new Couplings(availability.Request);
        using var toGo = new CostToGo(table, availability, couplings);
        var assembler = new PlanAssembler(table, availability, couplings, toGo);
        var best = new PlanSearch(table, availability, couplings, toGo).Best();
        return [.. best.Select(found => assembler.Assemble(found.Plan))];
    }
}
