using Clinic.Scheduling.Domain.Staffing;
using Clinic.ServiceDefaults.Http;
using NodaTime.Extensions;

namespace Clinic.Scheduling.Features.PlanShiftTemplate;

/// <summary>A shift that comes again on the same weekdays.</summary>
/// <param name="Id">Key.</param>
/// <param name="StaffId">Who.</param>
/// <param name="SiteId">Where.</param>
/// <param name="Weekdays">The weekdays on which a shift starts.</param>
/// <param name="StartsAt">Start in the site's local time, inclusive.</param>
/// <param name="EndsAt">End in the site's local time, exclusive; before the start it is that of the next day.</param>
/// <param name="ValidFrom">First local date, inclusive.</param>
/// <param name="ValidUntil">Last local date, inclusive; null while nobody has ended it.</param>
/// <param name="EveryWeeks">1 is every week.</param>
/// <param name="Version">Version, also the ETag.</param>
internal sealed record ShiftTemplateView(
    Guid Id,
    Guid StaffId,
    Guid SiteId,
    IReadOnlyList<DayOfWeek> Weekdays,
    TimeOnly StartsAt,
    TimeOnly EndsAt,
    DateOnly ValidFrom,
    DateOnly? ValidUntil,
    int EveryWeeks,
    int Version) : IVersioned
{
    public static ShiftTemplateView Of(ShiftTemplate t) => new(
        t.Id,
        t.StaffId,
        t.SiteId,
        [.. t.Weekdays.Select(d => d.ToDayOfWeek())],
        t.StartsAt.ToTimeOnly(),
        t.EndsAt.ToTimeOnly(),
        t.ValidFrom.ToDateOnly(),
        t.ValidUntil?.ToDateOnly(),
        t.EveryWeeks,
        t.Version);
}
