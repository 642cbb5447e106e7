using Clinic.Scheduling.Domain.Planning;
using Clinic.Scheduling.Domain.Sites;
using Clinic.Scheduling.Domain.Staffing;
using Clinic.Scheduling.Features.FindPlace;
using Clinic.Scheduling.Features.GuardCover;
using Clinic.Scheduling.Features.PlanShift;
using Clinic.Scheduling.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace Clinic.Scheduling.Features.ApplyRoster;

/// <summary>What a roster is asked for.</summary>
/// <param name="Site">The site with hours and closures.</param>
/// <param name="First">First local date, inclusive.</param>
/// <param name="Last">Last local date, inclusive.</param>
/// <param name="StaffIds">Only these, or null for everybody.</param>
/// <param name="IsPreview">Only says what would happen.</param>
/// <param name="Now">The present.</param>
internal sealed record RosterTask(Site Site, LocalDate First, LocalDate Last, IReadOnlyList<Guid>? StaffIds, bool IsPreview, Instant Now);

/// <summary>
/// Makes shifts of templates, person by person: each is locked as when a shift is planned by hand, and only then are templates, shifts and
/// earlier rosters read. So a roster applied twice at once makes each shift once. What can't be made is reported and stops nothing else.
/// </summary>
internal static class RosterPlanner
{
    private static readonly LocalDateTimePattern Time = LocalDateTimePattern.CreateWithInvariantCulture("ddd d MMM HH:mm");

    public static async Task<IReadOnlyList<RosterLine>> ApplyAsync(SchedulingDbContext db, RosterTask task, CancellationToken cancellationToken)
    {
        var staff = await db.ShiftTemplates.Where(t => t.SiteId == task.Site.Id).Select(t => t.StaffId).Distinct().ToListAsync(cancellationToken);
        var lines = new List<RosterLine>();
        // In the order of the keys: two rosters that lock the same people don't wait for one another in a circle.
        foreach (var id in staff.Where(id => task.StaffIds is null || task.StaffIds.Contains(id)).Order())
        {
            lines.AddRange(await ApplyAsync(db, task, id, cancellationToken));
        }

        var planned = lines.Where(l => l.Outcome == RosterOutcome.Planned).ToList();
        if (planned.Count > 0 && !task.IsPreview)
        {
            await CoverGuard.ReviewAsync(db, task.Site.Id, planned.Min(l => l.Start), planned.Max(l => l.End), task.Now, cancellationToken);
        }

        return lines;
    }

    private static async Task<IReadOnlyList<RosterLine>> ApplyAsync(
        SchedulingDbContext db, RosterTask task, Guid staffId, CancellationToken cancellationToken)
    {
        var from = task.Site.Zone.AtStartOfDay(task.First).ToInstant();
        var until = task.Site.Zone.AtStartOfDay(task.Last.PlusDays(2)).ToInstant();
        var shifts = task.IsPreview
            ? await StaffShifts.PreviewAsync(db, staffId, from, until, cancellationToken)
            : (await StaffShifts.LockAsync(db, staffId, from, until, cancellationToken))!;
        var templates = await db.ShiftTemplates.AsNoTracking().Where(t => t.SiteId == task.Site.Id && t.StaffId == staffId)
            .OrderBy(t => t.StartsAt).ThenBy(t => t.Id).ToListAsync(cancellationToken);
        Guid[] ids = [.. templates.Select(t => t.Id)];
        var (first, last) = (task.First, task.Last);
        var rostered = await db.RosteredShifts.AsNoTracking()
            .Where(r => ids.Contains(r.TemplateId) && r.Date >= first && r.Date <= last)
            .ToDictionaryAsync(r => (r.TemplateId, r.Date), r => r.ShiftId, cancellationToken);
        var lines = new List<RosterLine>();
        foreach (var (date, day) in SiteDays.Of(task.Site, first, last).Days.OrderBy(d => d.Key))
        {
            lines.AddRange(templates.Where(t => t.FallsOn(date)).Select(t => Decide(task, day, Begin(task, t, date), shifts, rostered)));
        }

        if (!task.IsPreview)
        {
            db.RosteredShifts.AddRange(lines.Where(l => l.Outcome == RosterOutcome.Planned)
                .Select(l => new RosteredShift { TemplateId = l.Template.Id, Date = l.Date, ShiftId = l.ShiftId!.Value }));
        }

        return lines;
    }

    private static RosterLine Begin(RosterTask task, ShiftTemplate template, LocalDate date)
    {
        var (start, end) = template.On(date, task.Site.Zone);
        return new RosterLine(date, template, start, end, RosterOutcome.Planned);
    }

    private static RosterLine Decide(
        RosterTask task, SiteDay day, RosterLine line, StaffShifts shifts, Dictionary<(Guid Template, LocalDate Date), Guid> rostered)
    {
        if (rostered.TryGetValue((line.Template.Id, line.Date), out var earlier))
        {
            return line with { Outcome = RosterOutcome.AlreadyRostered, ShiftId = earlier };
        }

        if (day.ClosedReason is { } reason)
        {
            return line with { Outcome = RosterOutcome.SiteClosed, Detail = $"The site is closed: {reason}." };
        }

        if (ShiftRule.WhyNot(line.Start, line.End, task.Now) is { } impossible)
        {
            return line with { Outcome = RosterOutcome.ImpossibleTimes, Detail = impossible };
        }

        return shifts.Overlapping(line.Start, line.End) is { } other
            ? line with { Outcome = RosterOutcome.ShiftOverlaps, ShiftId = task.IsPreview ? null : other.Id, Detail = Text(task, other) }
            : line with { ShiftId = Planned(task, shifts.Plan(task.Site.Id, line.Start, line.End)) };
    }

    // A preview's shift is never stored, so it has no key that anybody could ask for.
    private static Guid? Planned(RosterTask task, Shift shift) => task.IsPreview ? null : shift.Id;

    private static string Text(RosterTask task, Shift other)
    {
        string At(Instant instant) => Time.Format(instant.InZone(task.Site.Zone).LocalDateTime);
        var place = other.SiteId == task.Site.Id ? "" : " at another site";
        return $"There is a shift from {At(other.StartsAt)} to {At(other.EndsAt)}{place} already.";
    }
}
