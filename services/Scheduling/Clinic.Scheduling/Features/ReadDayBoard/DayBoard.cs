using Clinic.Scheduling.Domain.Holds;
using Clinic.Scheduling.Domain.Planning;
using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Domain.Sites;
using Clinic.Scheduling.Features.FindPlace;
using Clinic.Scheduling.Features.HoldPlan;
using Clinic.Scheduling.Features.ReadSeries;
using Clinic.Scheduling.Features.Shared;
using NodaTime;

namespace Clinic.Scheduling.Features.ReadDayBoard;

/// <summary>Draws a day from what was read.</summary>
/// <param name="site">The site with hours and closures.</param>
/// <param name="date">The local date.</param>
/// <param name="sessions">The sessions that touch the date or whose turnover does.</param>
/// <param name="holds">The holds that hold.</param>
/// <param name="claims">The chairs' claims of the date.</param>
/// <param name="closures">The chairs' closures that touch the date.</param>
internal sealed class DayBoard(
    Site site,
    LocalDate date,
    IReadOnlyCollection<InfusionSession> sessions,
    IReadOnlyCollection<Hold> holds,
    IReadOnlyCollection<SlotClaim> claims,
    IReadOnlyCollection<ChairClosure> closures)
{
    private readonly SiteDay _day = SiteDays.Of(site, date, date).Days[date];
    private readonly Dictionary<Guid, int> _stayEnds = sessions.ToDictionary(s => s.Id, s => Slots.From(s.EndsAt));
    private readonly Dictionary<(Guid Chair, int Slot), SlotClaim> _claims = claims.ToDictionary(c => (c.ResourceId, c.Slot));

    public DayBoardView Draw(IReadOnlyList<Chair> chairs, Instant now)
    {
        var (first, end) = Grid();
        var dayEnds = Slots.OfDay(date, site.Zone);
        return new DayBoardView(
            site.Id,
            date.ToDateOnly(),
            site.TimeZoneId,
            _day.ClosedReason,
            Slots.Minutes,
            [.. chairs.Select(c => new DayBoardChair(
                c.Id, c.Name, OutOfService(c.Id), [.. Enumerable.Range(first, end - first).Select(slot => At(c.Id, slot))]))],
            [.. sessions.Where(s => Slots.At(s.StartsAt) < dayEnds.End && Slots.From(s.EndsAt) > dayEnds.Start)
                .OrderBy(s => s.StartsAt).ThenBy(s => s.Id).Select(s => SessionView.Of(s, site))],
            [.. holds.OrderBy(h => h.ExpiresAt).ThenBy(h => h.Id).Select(h => HoldView.Of(h, site.Zone, now))]);
    }

    private (int First, int End) Grid()
    {
        List<int> starts = [.. _day.Open.Select(o => o.Start), .. claims.Select(c => c.Slot)];
        List<int> ends = [.. _day.Open.Select(o => o.End), .. claims.Select(c => c.Slot + 1)];
        return starts.Count == 0 ? (0, 0) : (starts.Min(), ends.Max());
    }

    private DayBoardSlot At(Guid chair, int slot)
    {
        var claim = _claims.GetValueOrDefault((chair, slot));
        return new DayBoardSlot(Slots.StartOf(slot).In(site.Zone), StateOf(claim, chair, slot), claim?.SessionId, claim?.HoldId);
    }

    private DayBoardSlotState StateOf(SlotClaim? claim, Guid chair, int slot) => claim switch
    {
        { HoldId: not null } => DayBoardSlotState.Hold,
        { SessionId: { } session } => slot < _stayEnds[session] ? DayBoardSlotState.Session : DayBoardSlotState.Turnover,
        _ when !_day.Open.Any(o => o.Contains(slot)) => DayBoardSlotState.Closed,
        _ => closures.Any(c => c.ChairId == chair && ClosedSlots.Of(c).Contains(slot)) ? DayBoardSlotState.OutOfService : DayBoardSlotState.Free,
    };

    private List<DayBoardClosure> OutOfService(Guid chair) => [.. closures.Where(c => c.ChairId == chair)
        .OrderBy(c => c.StartsAt).Select(c => new DayBoardClosure(c.StartsAt.In(site.Zone), c.EndsAt.In(site.Zone), c.Reason))];
}
