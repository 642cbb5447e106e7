using NodaTime;

namespace Clinic.Scheduling.Domain.Repair;

/// <summary>
/// Places sessions one after the other, each where it costs least: first those with the fewest monitors at their own time. Usable at
/// once, the solver's starting point, and what tidies up after it.
/// </summary>
internal sealed class GreedyRepair(PlaceTable table)
{
    private readonly Residuals _left = new(table.Sessions);
    private readonly Dictionary<Guid, int> _indexOf = table.Sessions.Select((s, at) => (s.Id, at)).ToDictionary(x => x.Id, x => x.at);

    public Choice?[] Run()
    {
        var choices = new Choice?[table.Sessions.Count];
        TakeAll(choices);
        var order = Enumerable.Range(0, choices.Length).OrderBy(Freedom).ThenBy(s => table.Sessions[s].Start).ToList();
        // Everybody at the same time first: a move must not take the monitor that would save somebody else from one.
        order.ForEach(s => Place(choices, s, moving: false));
        order.ForEach(s => Place(choices, s, moving: true));
        return Improve(choices, order);
    }

    /// <summary>Puts each session where it costs least while the others stay, until nothing gets better.</summary>
    public Choice?[] Tidy(Choice?[] choices)
    {
        TakeAll(choices);
        return Improve(choices, [.. Enumerable.Range(0, choices.Length)]);
    }

    private void TakeAll(Choice?[] choices)
    {
        for (var s = 0; s < choices.Length; s++)
        {
            _left.Take(table.Sessions[s], choices[s]);
        }
    }

    private Choice?[] Improve(Choice?[] choices, List<int> order)
    {
        var before = long.MaxValue;
        for (var cost = table.CostOf(choices); cost < before; cost = table.CostOf(choices))
        {
            before = cost;
            foreach (var s in order)
            {
                Put(choices, s, null);
                Place(choices, s, moving: true);
            }
        }

        return choices;
    }

    private int Freedom(int session) => table.Places[session].Where(p => !p.Moves).Select(p => p.Monitors.Count).DefaultIfEmpty().Max();

    private void Place(Choice?[] choices, int session, bool moving)
    {
        if (choices[session] is not null)
        {
            return;
        }

        _left.Release(table.Sessions[session], null);
        var best = Best(choices, session, moving);
        _left.Take(table.Sessions[session], null);
        Put(choices, session, best);
    }

    private void Put(Choice?[] choices, int session, Choice? choice)
    {
        _left.Release(table.Sessions[session], choices[session]);
        choices[session] = choice;
        _left.Take(table.Sessions[session], choice);
    }

    private Choice? Best(Choice?[] choices, int session, bool moving)
    {
        var own = table.Sessions[session];
        Choice? best = null;
        foreach (var place in table.Places[session].Where(p => moving || !p.Moves))
        {
            // A dearer time may be the cheaper choice: there the present monitor may be free.
            if (place.Cost < (best?.CostFor(own) ?? RepairCosts.Unplaced)
                && KeepsDates(choices, session, place.Date)
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
        var phases = session.Clinic.Phases;
        var monitor = place.Monitors.FirstOrDefault(m => _left.IsFree(Residuals.UsesOfMonitor(phases, place.Start, m)));
        var chair = place.Chairs.FirstOrDefault(c => _left.IsFree(Residuals.UsesOfChair(phases, place.Start, c)));
        return monitor == default || chair == default ? null : new Choice(place, monitor, chair);
    }

    private bool KeepsDates(Choice?[] choices, int session, LocalDate date)
    {
        var own = table.Sessions[session];
        var before = own.FollowsId is { } id && _indexOf.TryGetValue(id, out var at) ? at : -1;
        var after = table.FollowerOf(session);
        return (before < 0 || SeriesGap.Between(table.Sessions[before], own).Holds(DateOf(choices, before), date))
            && (after < 0 || SeriesGap.Between(own, table.Sessions[after]).Holds(date, DateOf(choices, after)))
            && table.OthersOfPatient(session).All(other => DateOf(choices, other) != date);
    }

    private LocalDate DateOf(Choice?[] choices, int session) => choices[session]?.Place.Date ?? table.Sessions[session].Date;
}
