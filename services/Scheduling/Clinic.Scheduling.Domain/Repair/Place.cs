using NodaTime;

namespace Clinic.Scheduling.Domain.Repair;

/// <summary>A time at which a session could be, with everybody and every chair free then as far as sessions that aren't repaired go.</summary>
/// <param name="Start">First slot of the stay.</param>
/// <param name="Date">Its local date.</param>
/// <param name="Moves">Whether it is another time than now.</param>
/// <param name="Cost">What the time itself costs.</param>
/// <param name="Monitors">Who could monitor, the present monitor first.</param>
/// <param name="Chairs">Which chairs could be had, the present chair first.</param>
internal sealed record Place(
    int Start, LocalDate Date, bool Moves, int Cost, IReadOnlyList<Guid> Monitors, IReadOnlyList<Guid> Chairs);

/// <summary>A place with who monitors and in which chair.</summary>
internal sealed record Choice(Place Place, Guid MonitorId, Guid ChairId)
{
    public int CostFor(AffectedSession session) => Place.Cost
        + (MonitorId == session.MonitorId ? 0 : RepairCosts.Monitor)
        + (ChairId == session.ChairId ? 0 : RepairCosts.Chair);
}
