using Clinic.Scheduling.Domain.Planning;
using Clinic.Scheduling.Domain.Planning.Search;

namespace Clinic.Scheduling.Domain.Repair;

/// <summary>The places of every session, cheapest first. The planner's own bit sets say what is free: both know the same rules.</summary>
internal sealed class PlaceTable
{
    private readonly Dictionary<PlanningRequest, (Availability Free, SlotBits Starts)> _clinics = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Guid, int> _followerOf;
    private readonly ILookup<Guid?, int> _ofPatient;
    private readonly IReadOnlyList<int> _leastCosts;
    private readonly int _mostMoves;

    public PlaceTable(RepairRequest request)
    {
        _mostMoves = request.MostMoves;
        Sessions = request.Sessions;
        Dates = [.. request.Sessions.Select(s => s.Date)];
        _followerOf = request.Sessions.Select((s, at) => (s.FollowsId, at)).Where(x => x.FollowsId is not null)
            .ToDictionary(x => x.FollowsId!.Value, x => x.at);
        _ofPatient = request.Sessions.Select((s, at) => (s.PatientId, at)).Where(x => x.PatientId is not null).ToLookup(x => x.PatientId, x => x.at);
        Places = [.. request.Sessions.Select(PlacesOf)];
        _leastCosts = [.. Places.Select((places, s) => places
            .Select(p => new Choice(p, p.Monitors[0], p.Chairs[0]).CostFor(Sessions[s])).Append(RepairCosts.Unplaced).Min())];
    }

    public IReadOnlyList<AffectedSession> Sessions { get; }

    /// <summary>By session, its present date.</summary>
    public IReadOnlyList<NodaTime.LocalDate> Dates { get; }

    /// <summary>By session, in the order of the request.</summary>
    public IReadOnlyList<IReadOnlyList<Place>> Places { get; }

    /// <summary>The session that follows one in its series and is affected too, or -1.</summary>
    public int FollowerOf(int session) => _followerOf.GetValueOrDefault(Sessions[session].Id, -1);

    /// <summary>Affected sessions by patient, of those patients who have several.</summary>
    public IEnumerable<IReadOnlyList<int>> OfOnePatient => _ofPatient.Where(g => g.Count() > 1).Select(g => g.ToList());

    /// <summary>The other affected sessions of a session's patient.</summary>
    public IEnumerable<int> OthersOfPatient(int session) =>
        Sessions[session].PatientId is { } patient ? _ofPatient[patient].Where(other => other != session) : [];

    /// <summary>How many literals a model of all of it has.</summary>
    public int Size => Places.Sum(places => places.Sum(p => 1 + p.Monitors.Count + p.Chairs.Count));

    /// <summary>What a repair costs.</summary>
    public long CostOf(IReadOnlyList<Choice?> choices) =>
        choices.Select((choice, s) => (long)(choice?.CostFor(Sessions[s]) ?? RepairCosts.Unplaced)).Sum();

    /// <summary>What any repair costs at the very least: each session where it would be cheapest if it were alone.</summary>
    public long LeastCost() => Enumerable.Range(0, Sessions.Count).Sum(s => (long)LeastCost(s));

    /// <summary>What one session costs at the very least: where it would be cheapest if it were alone.</summary>
    public int LeastCost(int session) => _leastCosts[session];

    private List<Place> PlacesOf(AffectedSession session)
    {
        if (!_clinics.TryGetValue(session.Clinic, out var clinic))
        {
            var free = new Availability(session.Clinic);
            _clinics[session.Clinic] = clinic = (free, free.SiteStarts());
        }

        var horizon = clinic.Free.Horizon;
        var now = horizon.Relative(session.Start);
        var same = now >= 0 && now < horizon.Length && clinic.Starts[now] ? PlaceAt(session, clinic.Free, now) : null;
        var moves = Enumerable.Range(0, horizon.Days)
            .Where(day => IsOpenTo(session, horizon, day))
            .SelectMany(day => StartsOn(horizon, day, clinic.Starts))
            .Where(slot => slot != now)
            .Select(slot => (Slot: slot, Cost: CostOf(session, horizon, slot)))
            .OrderBy(x => x.Cost).ThenBy(x => x.Slot)
            .Select(x => PlaceAt(session, clinic.Free, x.Slot))
            .OfType<Place>().Take(_mostMoves);
        return same is null ? [.. moves] : [same, .. moves];
    }

    private static bool IsOpenTo(AffectedSession session, Horizon horizon, int day)
    {
        var date = horizon.DateOf(day);
        return date >= session.Earliest && date <= session.Latest && !session.Away.Contains(date);
    }

    private static IEnumerable<int> StartsOn(Horizon horizon, int day, SlotBits starts)
    {
        for (var slot = horizon.StartOf(day); slot < horizon.EndOf(day); slot++)
        {
            if (starts[slot])
            {
                yield return slot;
            }
        }
    }

    private static Place? PlaceAt(AffectedSession session, Availability free, int slot)
    {
        var monitors = free.Monitors.Where(m => m.Starts[slot]).Select(m => m.Id).OrderBy(id => id != session.MonitorId).ToList();
        var chairs = session.Clinic.Chairs.Where((_, at) => free.ChairStarts[at][slot]).Select(c => c.Id)
            .OrderBy(id => id != session.ChairId).ToList();
        var start = slot + free.Horizon.FirstSlot;
        var cost = start == session.Start ? 0 : CostOf(session, free.Horizon, slot);
        return monitors.Count == 0 || chairs.Count == 0
            ? null
            : new Place(start, free.Horizon.LocalAt(slot).Date, start != session.Start, cost, monitors, chairs);
    }

    private static int CostOf(AffectedSession session, Horizon horizon, int slot)
    {
        var (was, then) = (Slots.StartOf(session.Start).InZone(session.Clinic.Site.Zone), horizon.LocalAt(slot));
        var days = Math.Abs(NodaTime.Period.DaysBetween(was.Date, then.Date));
        var slots = Math.Abs(Horizon.QuarterOf(was.TimeOfDay) - Horizon.QuarterOf(then.TimeOfDay));
        return RepairCosts.Move + (RepairCosts.PerDay * days) + (RepairCosts.PerSlot * slots);
    }
}
