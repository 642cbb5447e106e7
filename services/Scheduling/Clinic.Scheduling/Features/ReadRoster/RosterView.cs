using Clinic.Scheduling.Domain.Staffing;
using Clinic.Scheduling.Features.Shared;
using NodaTime;

namespace Clinic.Scheduling.Features.ReadRoster;

/// <summary>Who is at a site on which day.</summary>
/// <param name="SiteId">The site.</param>
/// <param name="Days">Every date that was asked for, in order.</param>
internal sealed record RosterView(Guid SiteId, IReadOnlyList<RosterDayView> Days);

/// <summary>One date.</summary>
/// <param name="Date">The site's local date.</param>
/// <param name="ClosedReason">Why the site is closed, or null.</param>
/// <param name="Shifts">The shifts that touch the date, by start.</param>
internal sealed record RosterDayView(DateOnly Date, string? ClosedReason, IReadOnlyList<RosterShiftView> Shifts);

/// <summary>One shift.</summary>
/// <param name="ShiftId">The shift.</param>
/// <param name="StaffId">Who.</param>
/// <param name="StaffName">The name for colleagues.</param>
/// <param name="Role">The role.</param>
/// <param name="StartsAt">Inclusive, with the site's offset.</param>
/// <param name="EndsAt">Exclusive, with the site's offset.</param>
/// <param name="State">Planned, or called out.</param>
internal sealed record RosterShiftView(
    Guid ShiftId, Guid StaffId, string StaffName, StaffRole Role, DateTimeOffset StartsAt, DateTimeOffset EndsAt, ShiftState State)
{
    public static RosterShiftView Of(Shift shift, StaffMember staff, DateTimeZone zone) => new(
        shift.Id, staff.Id, staff.DisplayName, staff.Role, shift.StartsAt.In(zone), shift.EndsAt.In(zone), shift.State);
}
