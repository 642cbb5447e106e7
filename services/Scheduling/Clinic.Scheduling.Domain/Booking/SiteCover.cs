using Clinic.Scheduling.Domain.Sites;
using Clinic.Scheduling.Domain.Staffing;
using NodaTime;

namespace Clinic.Scheduling.Domain.Booking;

/// <summary>Whether a site's own staffing rules hold.</summary>
public static class SiteCover
{
    /// <summary>Whether every rule of the site holds at every moment of a stay.</summary>
    /// <param name="site">The site with its rules.</param>
    /// <param name="staff">Everybody who may be there, with credentials.</param>
    /// <param name="shifts">The standing shifts at the site.</param>
    /// <param name="from">Start of the stay, inclusive.</param>
    /// <param name="until">End of the stay, exclusive.</param>
    public static bool Holds(
        Site site, IReadOnlyCollection<StaffMember> staff, IReadOnlyCollection<Shift> shifts, Instant from, Instant until)
    {
        // Who is there changes only where a shift starts or ends.
        var moments = shifts.SelectMany(s => new[] { s.StartsAt, s.EndsAt }).Where(at => from < at && at < until).Append(from).Distinct();
        return moments.All(moment => HoldsAt(site, staff, shifts, moment));
    }

    private static bool HoldsAt(Site site, IReadOnlyCollection<StaffMember> staff, IReadOnlyCollection<Shift> shifts, Instant moment)
    {
        var present = shifts.Where(s => s.StartsAt <= moment && moment < s.EndsAt).Select(s => s.StaffId).ToHashSet();
        var date = site.DateOf(moment);
        return site.StaffingRules.All(rule =>
            staff.Count(s => present.Contains(s.Id) && ReliedShifts.Counts(s, rule) && IsValid(s, rule, date)) >= rule.AtLeast);
    }

    private static bool IsValid(StaffMember staff, StaffingRequirement rule, LocalDate date) =>
        rule.Kind == StaffingRequirementKind.Role || staff.Credentials.Any(c => c.Code == rule.Code && c.ValidUntil >= date);
}
