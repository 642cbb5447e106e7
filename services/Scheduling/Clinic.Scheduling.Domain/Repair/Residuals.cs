using Clinic.Scheduling.Domain.Planning;

namespace Clinic.Scheduling.Domain.Repair;

/// <summary>What a choice uses of monitors and chairs, and how much of each there is for the repaired sessions.</summary>
internal sealed class Residuals
{
    private readonly Dictionary<Guid, StaffAvailability> _staff = [];
    private readonly Dictionary<(Guid Monitor, int Slot), int> _occupied = [];

    public Residuals(IEnumerable<AffectedSession> sessions)
    {
        foreach (var staff in sessions.SelectMany(s => s.Clinic.Staff).DistinctBy(s => s.Id))
        {
            _staff[staff.Id] = staff;
            foreach (var (_, taken) in staff.Occupied.Where(o => o.Lane > 0))
            {
                for (var slot = taken.Start; slot < taken.End; slot++)
                {
                    _occupied[(staff.Id, slot)] = _occupied.GetValueOrDefault((staff.Id, slot)) + 1;
                }
            }
        }
    }

    /// <summary>How many repaired sessions a monitor can watch in a slot.</summary>
    public int SharedCapacity(Guid monitor, int slot) => _staff[monitor].PatientsAtOnce - _occupied.GetValueOrDefault((monitor, slot));

    /// <summary>What a choice uses: one of each key.</summary>
    public static IEnumerable<(Guid Resource, bool Shared, int Slot)> UsesOfMonitor(SessionPhases phases, int start, Guid monitor) =>
        Enumerable.Range(start, phases.Stay).Select(slot => (monitor, slot >= start + phases.SetUp, slot));

    /// <summary>As <see cref="UsesOfMonitor"/>, for the chair.</summary>
    public static IEnumerable<(Guid Resource, bool Shared, int Slot)> UsesOfChair(SessionPhases phases, int start, Guid chair) =>
        Enumerable.Range(start, phases.Chair).Select(slot => (chair, false, slot));

    /// <summary>How often a key can be used.</summary>
    public int Capacity((Guid Resource, bool Shared, int Slot) use) => use.Shared ? SharedCapacity(use.Resource, use.Slot) : 1;

    /// <summary>What a session takes without a place: where it is now, or nothing. Who has no shift any more limits nobody.</summary>
    public IEnumerable<(Guid Resource, bool Shared, int Slot)> UsesWithoutPlace(AffectedSession session)
    {
        var (phases, start) = (session.Clinic.Phases, session.Start);
        return !session.StaysTaken ? []
            : UsesOfChair(phases, start, session.ChairId)
                .Concat(_staff.ContainsKey(session.MonitorId) ? UsesOfMonitor(phases, start, session.MonitorId) : []);
    }
}
