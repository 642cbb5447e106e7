namespace Clinic.Scheduling.Domain.Planning.Search;

/// <summary>
/// Which days each session can have, going forward from the first. Only gaps and days with a place decide whether a plan exists
/// (time of day and monitor merely cost), so this answers that question exactly.
/// </summary>
internal sealed record DayReach
{
    private DayReach()
    {
    }

    /// <summary>Whether every session has a day.</summary>
    public bool IsComplete => Stuck is null;

    /// <summary>The first session without a day, and the days (inclusive, maybe none) it would have to have; null when complete.</summary>
    public (int Session, int First, int Last)? Stuck { get; private init; }

    public static DayReach Of(Func<int, bool> hasPlace, SeriesDays days)
    {
        List<int>? before = null;
        for (var session = 0; session < days.Sessions; session++)
        {
            var wanted = before is null ? [days.Of(0)] : before.ConvertAll(day => days.After(session - 1, day));
            var reached = DaysIn(wanted, hasPlace);
            if (reached.Count == 0)
            {
                var possible = wanted.FindAll(range => range.First <= range.Last);
                return possible.Count == 0
                    ? new() { Stuck = (session, wanted[0].First, wanted[0].First - 1) }
                    : new() { Stuck = (session, possible.Min(range => range.First), possible.Max(range => range.Last)) };
            }
            before = reached;
        }
        return new();
    }

    private static List<int> DaysIn(List<(int First, int Last)> ranges, Func<int, bool> hasPlace)
    {
        // Ranges start and end in ascending order, so each day is asked about once.
        var (days, next) = (new List<int>(), 0);
        foreach (var (first, last) in ranges)
        {
            for (next = Math.Max(next, first); next <= last; next++)
            {
                if (hasPlace(next))
                    days.Add(next);
            }
        }
        return days;
    }
}
