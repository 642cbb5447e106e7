namespace Clinic.Scheduling.Domain.Repair;

/// <summary>
/// Betters a repair day by day: the sessions that are lost on one date are solved again together while all others stay where they are. A day
/// is small enough for the solver to prove in a fraction of a second, and most of what one session takes from another is on the same day.
/// </summary>
internal sealed class DayRepair(PlaceTable table, RepairState state, RepairRequest request, Func<TimeSpan> left)
{
    /// <summary>Times and chairs that are weighed for a session besides where it is; more of them only make a day slower to solve.</summary>
    private const int MostMoves = 16;

    private const int MostChairs = 4;
    private static readonly TimeSpan TooLittle = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MostForADay = TimeSpan.FromSeconds(2);

    /// <summary>Betters it until no day gets better, or the time is over.</summary>
    public void Run()
    {
        var days = Enumerable.Range(0, table.Sessions.Count).GroupBy(s => table.Dates[s]).ToDictionary(g => g.Key, g => g.ToList());
        var open = days.Keys.ToHashSet();
        while (open.Count > 0 && left() > TooLittle)
        {
            var day = open.MaxBy(d => days[d].Sum(s => (long)state.CostOf(s) - table.LeastCost(s)));
            open.Remove(day);
            if (Better(days[day]))
            {
                // What this day gave back may help the others.
                open.UnionWith(days.Keys.Where(other => other != day));
            }
        }
    }

    private bool Better(List<int> day)
    {
        var before = day.Sum(s => (long)state.CostOf(s));
        if (before <= day.Sum(s => (long)table.LeastCost(s)))
        {
            return false;
        }

        day.ForEach(state.Release);
        var places = day.ToDictionary(s => s, PlacesOf);
        var model = new RepairModel(table, day, s => places[s], state.Left);
        day.ForEach(state.Take);
        // A day that resists must leave time for the others, but first of all everybody gets a place.
        var share = day.Exists(s => state.Choices[s] is null) ? 2 : 5;
        var limit = new[] { left(), request.TimeLimit / share, MostForADay }.Min();
        if (limit <= TimeSpan.Zero || model.Solve([.. day.Select(s => state.Choices[s])], limit, request.Workers).Choices is not { } found)
        {
            return false;
        }

        var after = day.Zip(found).Sum(x => (long)(x.Second?.CostFor(table.Sessions[x.First]) ?? RepairCosts.Unplaced));
        if (after < before)
        {
            PutAll(day, found);
        }

        return after < before;
    }

    private void PutAll(List<int> day, Choice?[] found)
    {
        foreach (var (session, choice) in day.Zip(found))
        {
            state.Put(session, choice is null ? null : choice with { Place = table.Places[session].First(p => p.Start == choice.Place.Start) });
        }
    }

    /// <summary>The places that the others leave, with the monitors and chairs that they leave there. What it has now is among them.</summary>
    private List<Place> PlacesOf(int session)
    {
        var (own, now) = (table.Sessions[session], state.Choices[session]);
        return [.. table.Places[session]
            .Where(p => p.Start == now?.Place.Start || state.KeepsDates(session, p.Date))
            .Select(p => p with
            {
                Monitors = [.. p.Monitors.Where(m => state.IsMonitorFree(own, p, m))],
                Chairs = ChairsOf(own, p, now),
            })
            .Where(p => p.Monitors.Count > 0 && p.Chairs.Count > 0)
            .OrderBy(p => p.Moves && p.Start != now?.Place.Start).ThenBy(p => p.Cost).Take(MostMoves)];
    }

    private List<Guid> ChairsOf(AffectedSession own, Place place, Choice? now)
    {
        // Another start for each session: else all of them want the same few.
        var free = state.ChairsAt(own, place).ToList();
        var few = Enumerable.Range(0, Math.Min(free.Count, MostChairs)).Select(n => free[(own.Start + n) % free.Count]).ToList();
        var present = free.Where(c => c == own.ChairId || (place.Start == now?.Place.Start && c == now.ChairId));
        return [.. present.Concat(few).Distinct()];
    }
}
