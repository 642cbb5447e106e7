using Clinic.Scheduling.Domain.Planning;
using Clinic.Scheduling.Domain.Sites;
using Clinic.Scheduling.Domain.Staffing;
using NodaTime;

namespace Clinic.Scheduling.Domain.Booking;

/// <summary>Which shifts a booking stands on: losing any of them could take a session's monitor or the site's rule away.</summary>
public static class ReliedShifts
{
    /// <summary>The shifts of each session's monitor, and of everybody who counts for the site's rules, during the stay.</summary>
    /// <param name="sessions">The sessions to be booked.</param>
    /// <param name="shifts">The site's standing shifts.</param>
    /// <param name="staff">Everybody who has one of them.</param>
    /// <param name="rules">The site's rules.</param>
    /// <returns>Stamps without repeats, in order: everybody takes the locks in the same one.</returns>
    public static IReadOnlyList<Guid> Of(
        IReadOnlyCollection<PlannedSession> sessions,
        IReadOnlyCollection<Shift> shifts,
        IReadOnlyCollection<StaffMember> staff,
        IEnumerable<StaffingRequirement> rules)
    {
        var everybody = rules.ToList();
        var counting = staff.Where(s => everybody.Exists(rule => Counts(s, rule))).Select(s => s.Id).ToHashSet();
        return [.. sessions
            .SelectMany(session => shifts.Where(shift => Overlaps(shift, session.Stay)
                && (shift.StaffId == session.MonitorId || counting.Contains(shift.StaffId))))
            .Select(shift => shift.Stamp)
            .Distinct()
            .Order()];
    }

    /// <summary>Whether a member of staff could count for a rule, credentials' validity aside.</summary>
    /// <param name="staff">Who.</param>
    /// <param name="rule">The rule.</param>
    public static bool Counts(StaffMember staff, StaffingRequirement rule) => rule.Kind == StaffingRequirementKind.Role
        ? string.Equals(staff.Role.ToString(), rule.Code, StringComparison.OrdinalIgnoreCase)
        : staff.Credentials.Any(c => c.Code == rule.Code);

    private static bool Overlaps(Shift shift, SlotRange stay)
    {
        Instant from = Slots.StartOf(stay.Start), until = Slots.StartOf(stay.End);
        return shift.StartsAt < until && from < shift.EndsAt;
    }
}
