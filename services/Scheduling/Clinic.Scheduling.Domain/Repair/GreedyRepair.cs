namespace Clinic.Scheduling.Domain.Repair;

/// <summary>
/// Places sessions one after the other, each where it costs least: first those with the fewest monitors at their own time. Usable at
/// once, the solver's starting point, and what tidies up after it.
/// </summary>
internal sealed class GreedyRepair(PlaceTable table, RepairState state)
{
    /// <summary>Places everybody who has no place yet.</summary>
    public void Run()
    {
        var order = Enumerable.Range(0, table.Sessions.Count).OrderBy(Freedom).ThenBy(s => table.Sessions[s].Start).ToList();
        // Everybody at the same time first: a move must not take the monitor that would save somebody else from one.
        order.ForEach(s => Place(s, moving: false));
        order.ForEach(s => Place(s, moving: true));
        Improve(order);
    }

    /// <summary>Puts each session where it costs least while the others stay, until nothing gets better.</summary>
    public void Tidy() => Improve([.. Enumerable.Range(0, table.Sessions.Count)]);

    private void Improve(List<int> order)
    {
        var before = long.MaxValue;
        while (state.Cost < before)
        {
            before = state.Cost;
            foreach (var s in order)
            {
                state.Put(s, null);
                Place(s, moving: true);
            }
        }
    }

    private int Freedom(int session) => table.Places[session].Where(p => !p.Moves).Select(p => p.Monitors.Count).DefaultIfEmpty().Max();

    private void Place(int session, bool moving)
    {
        if (state.Choices[session] is null)
        {
            state.Release(session);
            var best = Best(session, moving);
            state.Take(session);
            state.Put(session, best);
        }
    }

    private Choice? Best(int session, bool moving)
    {
        var own = table.Sessions[session];
        Choice? best = null;
        foreach (var place in table.Places[session].Where(p => moving || !p.Moves))
        {
            // A dearer time may be the cheaper choice: there the present monitor may be free.
            if (place.Cost < (best?.CostFor(own) ?? RepairCosts.Unplaced)
                && state.KeepsDates(session, place.Date)
                && At(own, place) is { } choice
                && choice.CostFor(own) < (best?.CostFor(own) ?? RepairCosts.Unplaced))
            {
                best = choice;
            }
        }

        return best;
    }

    private Choice? At(AffectedSession session, Place place)
    {
        var monitor = place.Monitors.FirstOrDefault(m => state.IsMonitorFree(session, place, m));
        var chair = monitor == default ? default : state.ChairAt(session, place);
        return chair == default ? null : new Choice(place, monitor, chair);
    }
}
