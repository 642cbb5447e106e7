using Clinic.Scheduling.Domain.Sites;
using Clinic.Scheduling.Features.Shared;
using NodaTime;

namespace Clinic.Scheduling.Features.ApplyRoster;

/// <summary>What became of the templates of a site, day by day.</summary>
/// <param name="SiteId">The site.</param>
/// <param name="Preview">Whether nothing was stored.</param>
/// <param name="Planned">How many shifts were made; in a preview, would be.</param>
/// <param name="NotPlanned">How many could not be made; those that an earlier roster made don't count.</param>
/// <param name="Days">The dates on which a template falls, in order.</param>
internal sealed record AppliedRosterView(Guid SiteId, bool Preview, int Planned, int NotPlanned, IReadOnlyList<AppliedDayView> Days)
{
    public static AppliedRosterView Of(Site site, bool preview, IReadOnlyList<RosterLine> lines, IReadOnlyDictionary<Guid, string> names) => new(
        site.Id,
        preview,
        lines.Count(l => l.Outcome == RosterOutcome.Planned),
        lines.Count(l => l.Outcome is not (RosterOutcome.Planned or RosterOutcome.AlreadyRostered)),
        [.. lines.GroupBy(l => l.Date).OrderBy(g => g.Key).Select(day => new AppliedDayView(
            day.Key.ToDateOnly(),
            [.. day.OrderBy(l => l.Start).ThenBy(l => l.Template.Id).Select(l => AppliedShiftView.Of(l, site.Zone, names[l.Template.StaffId]))]))]);
}

/// <summary>One date.</summary>
/// <param name="Date">The site's local date.</param>
/// <param name="Shifts">The templates that fall on it, by start.</param>
internal sealed record AppliedDayView(DateOnly Date, IReadOnlyList<AppliedShiftView> Shifts);

/// <summary>One template on one date.</summary>
/// <param name="TemplateId">The template.</param>
/// <param name="StaffId">Who.</param>
/// <param name="StaffName">The name for colleagues.</param>
/// <param name="StartsAt">Inclusive, with the site's offset.</param>
/// <param name="EndsAt">Exclusive, with the site's offset.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="ShiftId">The shift that was made, now or before, or that stands in its way; null in a preview for what isn't stored.</param>
/// <param name="Detail">Why no shift was made.</param>
internal sealed record AppliedShiftView(
    Guid TemplateId,
    Guid StaffId,
    string StaffName,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    RosterOutcome Outcome,
    Guid? ShiftId,
    string? Detail)
{
    public static AppliedShiftView Of(RosterLine line, DateTimeZone zone, string name) => new(
        line.Template.Id, line.Template.StaffId, name, line.Start.In(zone), line.End.In(zone), line.Outcome, line.ShiftId, line.Detail);
}
