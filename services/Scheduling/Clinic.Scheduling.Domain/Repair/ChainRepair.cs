namespace Clinic.Scheduling.Domain.Repair;

/// <summary>
/// Betters a repair by chains: a session takes the monitor or chair of others, who take those of others again, and so on until somebody finds
/// a free one. It is the augmenting path of a matching: greedy choices that stood in the way are undone. Within milliseconds it comes
/// near the best where the solver needs minutes, and what it leaves is a valid repair whenever it ends.
/// </summary>
internal sealed class ChainRepair(PlaceTable table, RepairState state, Func<bool> isOver)
{
    /// <summary>How many sessions may make way one for the other.</summary>
    private const int Longest = 6;

    /// <summary>How many places are tried for the sake of one session, before the next has its turn.</summary>
    private const int MostTries = 4_000;

    private readonly HashSet<(int Session, int Start, Guid Monitor)> _tried = [];
    private readonly Stack<(int Session, Choice? Was)> _done = [];

    /// <summary>Betters it until no chain does, or the time is over.</summary>
    public void Run()
    {
        for (var isBetter = true; isBetter && !isOver();)
        {
            isBetter = false;
            foreach (var session in Enumerable.Range(0, state.Choices.Count).Where(s => state.CostOf(s) > table.LeastCost(s)).OrderByDescending(state.CostOf).ToList())
            {
                _tried.Clear();
                _done.Clear();
                isBetter |= Move(session, state.Cost, Longest);
            }
        }
    }

    /// <summary>Moves a session, and whoever must make way for it, so that the whole repair costs less than a bound.</summary>
    private bool Move(int session, long bound, int length)
    {
        var own = table.Sessions[session];
        var others = state.Cost - state.CostOf(session);
        foreach (var place in table.Places[session].Where(p => others + p.Cost < bound && state.KeepsDates(session, p.Date)))
        {
            var chair = state.ChairFor(session, place);
            // For a session without a place, whoever has the chair makes way too.
            chair = chair == default && state.Choices[session] is null ? place.Chairs[0] : chair;
            foreach (var monitor in chair == default ? [] : place.Monitors)
            {
                var choice = new Choice(place, monitor, chair);
                if (others + choice.CostFor(own) < bound && choice != state.Choices[session] && Try(session, choice, bound, length))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool Try(int session, Choice choice, long bound, int length)
    {
        if (_tried.Count >= MostTries || isOver() || !_tried.Add((session, choice.Place.Start, choice.MonitorId)))
        {
            return false;
        }

        var mark = _done.Count;
        Put(session, choice);
        return MakeWay(session, bound, length) || Undo(mark);
    }

    /// <summary>Moves others away until the session's monitor and chair have room for it.</summary>
    private bool MakeWay(int session, long bound, int length)
    {
        if (state.InTheWayOf(session) is not { } others)
        {
            return state.Cost < bound;
        }

        var mark = _done.Count;
        return length > 1 && others.Any(other =>
            (Move(other, bound, length - 1) && MakeWay(session, bound, length - 1)) || Undo(mark));
    }

    private void Put(int session, Choice? choice)
    {
        _done.Push((session, state.Choices[session]));
        state.Put(session, choice);
    }

    /// <summary>Takes back what was done since a mark.</summary>
    /// <returns>False, always.</returns>
    private bool Undo(int mark)
    {
        while (_done.Count > mark)
        {
            var (session, was) = _done.Pop();
            state.Put(session, was);
        }

        return false;
    }
}
