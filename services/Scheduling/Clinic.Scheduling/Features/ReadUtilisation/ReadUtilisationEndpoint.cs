using Clinic.Scheduling.Domain.Planning;
using Clinic.Scheduling.Domain.Sites;
using Clinic.Scheduling.Domain.Staffing;
using Clinic.Scheduling.Features.FindPlace;
using Clinic.Scheduling.Features.ReadDayBoard;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.ReadUtilisation;

/// <summary>Counts slots; it names no patient, so reading it leaves no entry in the audit log.</summary>
internal static class ReadUtilisationEndpoint
{
    private const int MostDays = 92;

    public static void MapReadUtilisation(this RouteGroupBuilder group) => group
        .MapGet("/sites/{siteId:guid}/utilisation", HandleAsync)
        .RequireAuthorization(Policies.Staff)
        .WithName("GetUtilisation")
        .WithSummary("Counts chair slots and monitoring lanes, open and claimed, from one local date to another, both inclusive; at most 92 days")
        .Produces<UtilisationView>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(
        Guid siteId, DateOnly from, DateOnly to, SchedulingDbContext db, CancellationToken cancellationToken)
    {
        if (from.Year is < 2000 or > 2199)
        {
            return Refusal.Invalid("from", "A date from 2000 to 2199 is required.").ToProblem();
        }

        if (to < from || to.DayNumber - from.DayNumber >= MostDays)
        {
            return Refusal.Invalid("to", $"The last date is not before the first, and the range has at most {MostDays} days.").ToProblem();
        }

        return await db.WholeSites().SingleOrDefaultAsync(s => s.Id == siteId, cancellationToken) is { } site
            ? Results.Ok(await CountAsync(db, site, LocalDate.FromDateOnly(from), LocalDate.FromDateOnly(to), cancellationToken))
            : Refusal.NotFound("site", "siteId").ToProblem();
    }

    private static async Task<UtilisationView> CountAsync(
        SchedulingDbContext db, Site site, LocalDate from, LocalDate to, CancellationToken cancellationToken)
    {
        var (first, end) = (Slots.OfDay(from, site.Zone).Start, Slots.OfDay(to, site.Zone).End);
        Guid[] chairs = await db.Chairs.Where(c => c.SiteId == site.Id).Select(c => c.Id).ToArrayAsync(cancellationToken);
        var (startsAt, endsAt) = (Slots.StartOf(first), Slots.StartOf(end));
        // Whoever was called out may still have lanes: their shifts name them too.
        Guid[] monitors = await db.Shifts.Where(s => s.SiteId == site.Id && s.StartsAt < endsAt && s.EndsAt > startsAt)
            .Select(s => s.StaffId).Distinct().ToArrayAsync(cancellationToken);
        var booked = db.Claims.Where(c => c.SessionId != null && c.Slot >= first && c.Slot < end);
        var inChairs = await BySlotAsync(booked.Where(c => chairs.Contains(c.ResourceId)), cancellationToken);
        // A monitor may work at two sites; whose lane it was is said by the session.
        var inLanes = await BySlotAsync(
            booked.Where(c => monitors.Contains(c.ResourceId)
                && c.Lane > 0
                && db.Sessions.Any(s => s.Id == c.SessionId && s.SiteId == site.Id)),
            cancellationToken);
        var shifts = await ShiftsAsync(db, site, startsAt, endsAt, cancellationToken);
        var closures = (await ClosedSlots.ReadAsync(db, chairs, new SlotRange(first, end), cancellationToken))
            .ToLookup(c => c.ChairId, ClosedSlots.Of);
        var days = SiteDays.Of(site, from, to).Days.OrderBy(d => d.Key).Select(day =>
        {
            var slots = Slots.OfDay(day.Key, site.Zone);
            return new UtilisationDay(day.Key.ToDateOnly(), day.Value.ClosedReason, new UtilisationFigures(
                chairs.Sum(chair => InService(day.Value, closures[chair])),
                Within(inChairs, slots),
                shifts.Sum(s => s.Lanes * Overlap(s.Slots, slots)),
                Within(inLanes, slots)));
        }).ToList();
        return new UtilisationView(site.Id, Slots.Minutes, days, UtilisationFigures.Sum(days.Select(d => d.Figures)));
    }

    private static Task<Dictionary<int, int>> BySlotAsync(
        IQueryable<Domain.Sessions.SlotClaim> claims, CancellationToken cancellationToken) => claims
        .GroupBy(c => c.Slot).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);

    private static async Task<List<(SlotRange Slots, int Lanes)>> ShiftsAsync(
        SchedulingDbContext db, Site site, Instant from, Instant until, CancellationToken cancellationToken)
    {
        var shifts = await db.Shifts.AsNoTracking()
            .Where(s => s.SiteId == site.Id && s.State == ShiftState.Planned && s.StartsAt < until && s.EndsAt > from)
            .Join(db.Staff, s => s.StaffId, p => p.Id, (s, p) => new { s.StartsAt, s.EndsAt, p.PatientsAtOnce })
            .ToListAsync(cancellationToken);
        return [.. shifts.Select(s => (new SlotRange(Slots.From(s.StartsAt), Slots.At(s.EndsAt)), s.PatientsAtOnce))];
    }

    // Two closures may overlap, so slots are looked at and lengths not subtracted.
    private static int InService(SiteDay day, IEnumerable<SlotRange> closed) => day.Open
        .SelectMany(o => Enumerable.Range(o.Start, o.Length)).Count(slot => !closed.Any(c => c.Contains(slot)));

    private static int Within(Dictionary<int, int> bySlot, SlotRange slots) => bySlot.Where(s => slots.Contains(s.Key)).Sum(s => s.Value);

    private static int Overlap(SlotRange one, SlotRange other) =>
        new SlotRange(Math.Max(one.Start, other.Start), Math.Min(one.End, other.End)).Length;
}
