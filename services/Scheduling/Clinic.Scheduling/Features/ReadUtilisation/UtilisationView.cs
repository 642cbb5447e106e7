namespace Clinic.Scheduling.Features.ReadUtilisation;

/// <summary>How full a site was or will be.</summary>
/// <param name="SiteId">The clinic location.</param>
/// <param name="SlotMinutes">Minutes in a slot.</param>
/// <param name="Days">Every local date asked for, in order.</param>
/// <param name="Total">The sum of the days.</param>
internal sealed record UtilisationView(Guid SiteId, int SlotMinutes, IReadOnlyList<UtilisationDay> Days, UtilisationFigures Total);

/// <summary>One local date.</summary>
/// <param name="Date">The date.</param>
/// <param name="ClosedReason">Why the site is closed then, or null.</param>
/// <param name="Figures">The figures.</param>
internal sealed record UtilisationDay(DateOnly Date, string? ClosedReason, UtilisationFigures Figures);

/// <summary>Slots there are and slots that sessions have claimed; holds don't count, and a cancelled session has no claims.</summary>
/// <param name="ChairSlotsOpen">Chairs times the slots of the opening hours in which they are in service.</param>
/// <param name="ChairSlotsClaimed">Of stays and turnovers.</param>
/// <param name="MonitorLaneSlotsOnShift">For every standing shift its whole slots times the patients monitored at once.</param>
/// <param name="MonitorLaneSlotsClaimed">Of shared monitoring.</param>
internal sealed record UtilisationFigures(
    int ChairSlotsOpen, int ChairSlotsClaimed, int MonitorLaneSlotsOnShift, int MonitorLaneSlotsClaimed)
{
    public static UtilisationFigures Sum(IEnumerable<UtilisationFigures> all) => all.Aggregate(
        new UtilisationFigures(0, 0, 0, 0),
        (sum, x) => new UtilisationFigures(
            sum.ChairSlotsOpen + x.ChairSlotsOpen,
            sum.ChairSlotsClaimed + x.ChairSlotsClaimed,
            sum.MonitorLaneSlotsOnShift + x.MonitorLaneSlotsOnShift,
            sum.MonitorLaneSlotsClaimed + x.MonitorLaneSlotsClaimed));
}
