using Clinic.Scheduling.Domain.Holds;
using Clinic.Scheduling.Domain.Planning;
using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Domain.Sites;
using Clinic.Scheduling.Domain.Staffing;
using Clinic.Scheduling.Features.Shared;
using Clinic.Scheduling.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.FindPlace;

/// <summary>
/// Reads what the planner needs for a window: the same number of queries whatever the window holds, and only claims at or after its
/// start. Search, booking and rescheduling all see the clinic through it.
/// </summary>
/// <param name="clock">Nothing is placed in the past.</param>
internal sealed class PlanningDataLoader(IClock clock)
{
    /// <summary>Days after the window that are read too, so that "a later window would help" can be found out.</summary>
    private const int DaysBeyond = 14;

    private static readonly int[] Lanes = [.. Enumerable.Range(0, StaffMember.MostPatientsAtOnce + 1)];

    // No shift is longer than a day, and no stay crosses midnight: what has not ended began lately. The indexes on the start have to be
    // told, or they lead through the whole past. One hour more, for the night on which a day has 25.
    private static readonly Duration LongestShift = Duration.FromHours(25);

    public async Task<PlanningData> LoadAsync(
        SchedulingDbContext db, SeriesSubject subject, PlaceTask task, CancellationToken cancellationToken)
    {
        var (site, protocol, now) = (subject.Site, subject.Protocol, clock.GetCurrentInstant());
        var lastRead = task.Latest.PlusDays(DaysBeyond);
        var from = Instant.Max(now, site.Zone.AtStartOfDay(task.Earliest).ToInstant());
        var until = site.Zone.AtStartOfDay(lastRead.PlusDays(1)).ToInstant();
        var chairs = await db.Chairs.AsNoTracking().Where(c => c.SiteId == site.Id).OrderBy(c => c.Name).ToListAsync(cancellationToken);
        var shifts = await Shifts(db, site.Id, from, until).OrderBy(s => s.StartsAt).ToListAsync(cancellationToken);
        var staff = await db.WholeStaff().Where(s => Shifts(db, site.Id, from, until).Any(shift => shift.StaffId == s.Id))
            .OrderBy(s => s.DisplayName).ThenBy(s => s.Id).ToListAsync(cancellationToken);
        Guid[] resources = [.. chairs.Select(c => c.Id), .. staff.Select(s => s.Id)];
        var claims = await ClaimsAsync(db, resources, Slots.At(from), Slots.From(until), task, now, cancellationToken);
        var closures = await db.ChairClosures.AsNoTracking()
            .Where(c => c.StartsAt < until && c.EndsAt > from && db.Chairs.Any(chair => chair.Id == c.ChairId && chair.SiteId == site.Id))
            .ToListAsync(cancellationToken);
        var here = await DatesHereAsync(db, subject, from, task.Moving, cancellationToken);
        var request = new PlanningRequest
        {
            Site = SiteDays.Of(site, task.Earliest, lastRead),
            Phases = protocol.Phases,
            Series = task.Terms(protocol, now),
            Chairs = [.. chairs.Select(c => ChairOf(c, closures, claims))],
            Staff = [.. staff.Select((s, at) => StaffOf(s, at + 1, shifts, claims))],
            Monitor = new MonitorRule(protocol.MonitorRoles, protocol.MonitorCredentials),
            SiteRules = [.. site.StaffingRules.Select(RuleOf)],
            Preferences = PreferencesRequest.Read(task.Preferences, here),
            Plans = task.Plans,
        };
        return new PlanningData(site, request, shifts, staff, here);
    }

    private static IQueryable<Shift> Shifts(SchedulingDbContext db, Guid siteId, Instant from, Instant until)
    {
        var begun = from - LongestShift;
        return db.Shifts.AsNoTracking().Where(s => s.SiteId == siteId && s.State == ShiftState.Planned
            && s.StartsAt >= begun && s.StartsAt < until && s.EndsAt > from);
    }

    private static async Task<ClaimedSlots> ClaimsAsync(
        SchedulingDbContext db, Guid[] resources, int from, int until, PlaceTask task, Instant now, CancellationToken cancellationToken)
    {
        Guid[] except = [.. task.Moving, .. task.Leaving];
        // The lane stands between resource and slot in the key: unless lanes are named, the whole past of a resource is read through.
        return new ClaimedSlots(await db.Claims.AsNoTracking()
            .Where(c => resources.Contains(c.ResourceId) && Lanes.Contains(c.Lane) && c.Slot >= from && c.Slot < until)
            .Where(c => c.SessionId == null || !except.Contains(c.SessionId.Value))
            // A hold that is over keeps nothing, whether or not somebody has cleared it away.
            .Where(c => c.HoldId == null || db.Holds.Any(h => h.Id == c.HoldId && h.State == HoldState.Held && h.ExpiresAt > now))
            .Select(c => new PlannedClaim(c.ResourceId, c.Lane, c.Slot))
            .ToListAsync(cancellationToken));
    }

    private static async Task<HashSet<LocalDate>> DatesHereAsync(
        SchedulingDbContext db, SeriesSubject subject, Instant from, IReadOnlyList<Guid> moving, CancellationToken cancellationToken)
    {
        // Also what is over by now: nobody gets two infusions on one date. Who missed one that is over may come later that day.
        var begun = subject.Site.Zone.AtStartOfDay(subject.Site.DateOf(from)).ToInstant();
        var starts = await db.Sessions.AsNoTracking()
            .Where(s => s.PatientId == subject.Patient.Id && s.StartsAt >= begun && !moving.Contains(s.Id))
            .Where(s => s.State != SessionState.Cancelled && (s.State != SessionState.Missed || s.EndsAt > from))
            .Select(s => s.StartsAt).ToListAsync(cancellationToken);
        return [.. starts.Select(subject.Site.DateOf)];
    }

    private static ChairAvailability ChairOf(Chair chair, List<ChairClosure> closures, ClaimedSlots claims)
    {
        // A chair that is closed for a part of a slot can't be had in that slot.
        var closed = closures.Where(c => c.ChairId == chair.Id).Select(c => new SlotRange(Slots.At(c.StartsAt), Slots.From(c.EndsAt)));
        return new ChairAvailability(chair.Id, chair.Name, [.. claims.Of(chair.Id), .. closed]);
    }

    private static StaffAvailability StaffOf(StaffMember staff, int number, List<Shift> shifts, ClaimedSlots claims) => new()
    {
        Id = staff.Id,
        Label = $"{RoleNames.Of(staff.Role)} {number.Text()}",
        Role = RoleNames.Of(staff.Role),
        Credentials = [.. staff.Credentials.Select(c => new HeldCredential(c.Code, c.ValidUntil))],
        PatientsAtOnce = staff.PatientsAtOnce,
        // A shift that begins within a slot doesn't cover that slot; one that ends within a slot doesn't either.
        Shifts = [.. shifts.Where(s => s.StaffId == staff.Id).Select(s => new SlotRange(Slots.From(s.StartsAt), Slots.At(s.EndsAt)))],
        Occupied = claims.LanesOf(staff.Id),
    };

    private static SiteRule RuleOf(StaffingRequirement rule) => rule.Kind == StaffingRequirementKind.Role
        ? new SiteRule(rule.AtLeast, rule.Code, null)
        : new SiteRule(rule.AtLeast, null, rule.Code);
}
