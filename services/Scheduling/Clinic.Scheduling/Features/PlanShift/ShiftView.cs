using Clinic.Scheduling.Domain.Staffing;
using Clinic.Scheduling.Features.Shared;
using Clinic.ServiceDefaults.Http;
using NodaTime;

namespace Clinic.Scheduling.Features.PlanShift;

/// <summary>A shift.</summary>
/// <param name="Id">Key.</param>
/// <param name="StaffId">Who.</param>
/// <param name="SiteId">Where.</param>
/// <param name="StartsAt">Inclusive, with the site's offset.</param>
/// <param name="EndsAt">Exclusive, with the site's offset.</param>
/// <param name="State">Whether it stands.</param>
/// <param name="Version">Version, also the ETag; bookings that rely on the shift bump it too.</param>
internal sealed record ShiftView(
    Guid Id, Guid StaffId, Guid SiteId, DateTimeOffset StartsAt, DateTimeOffset EndsAt, ShiftState State, int Version) : IVersioned
{
    public static ShiftView Of(Shift shift, DateTimeZone zone) => new(
        shift.Id, shift.StaffId, shift.SiteId, shift.StartsAt.In(zone), shift.EndsAt.In(zone), shift.State, shift.Version);
}
