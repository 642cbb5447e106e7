using Clinic.Scheduling.Domain.Booking;
using Clinic.Scheduling.Domain.Planning;
using Clinic.Scheduling.Domain.Sites;
using Clinic.Scheduling.Domain.Staffing;
using NodaTime;

namespace Clinic.Scheduling.Features.FindPlace;

/// <summary>What was read for one planning: the planner's request, and the shifts that its answer will stand on.</summary>
/// <param name="Site">The site.</param>
/// <param name="Request">What the planner needs.</param>
/// <param name="Shifts">The standing shifts in the window.</param>
/// <param name="Staff">Everybody who has one of them.</param>
/// <param name="AlreadyHere">Dates on which the patient has a session at the clinic anyway.</param>
internal sealed record PlanningData(
    Site Site,
    PlanningRequest Request,
    IReadOnlyList<Shift> Shifts,
    IReadOnlyList<StaffMember> Staff,
    IReadOnlySet<LocalDate> AlreadyHere)
{
    /// <summary>The sessions with the shifts they stand on.</summary>
    public Placement Place(IReadOnlyList<PlannedSession> sessions) =>
        new(sessions, ReliedShifts.Of(sessions, Shifts, Staff, Site.StaffingRules));
}

/// <summary>Where sessions can go, as far as could be seen; the claims and the shifts decide.</summary>
/// <param name="Sessions">The sessions with their claims.</param>
/// <param name="ShiftStamps">The shifts that must still promise the same, in order.</param>
internal sealed record Placement(IReadOnlyList<PlannedSession> Sessions, IReadOnlyList<Guid> ShiftStamps);
