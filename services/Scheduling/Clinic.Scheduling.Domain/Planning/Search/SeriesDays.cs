namespace Clinic.Scheduling.Domain.Planning.Search;

/// <summary>
/// On which days of the horizon each session may be at all: what the window, the gaps and the kept neighbours leave. Days are
/// counted from the horizon's first, both ends inclusive; a first after the last means none.
/// </summary>
internal sealed class SeriesDays
{
    private readonly int _leastGap;
    private readonly int _greatestGap;
    private readonly (int First, int Last) _ofFirst;
    private readonly (int First, int Last) _ofLast;

    public SeriesDays(SeriesTerms series, Horizon horizon)
    {
        (Sessions, _leastGap, _greatestGap) = (series.Sessions, series.LeastGapDays, series.GreatestGapDays);
        _ofFirst = _ofLast = (0, horizon.Days - 1);
        if (series.Previous is { } previous)
        {
            var day = horizon.DayOf(previous.Date);
            _ofFirst = (Math.Max(_ofFirst.First, day + _leastGap), Math.Min(_ofFirst.Last, day + _greatestGap));
        }
        if (series.Next is { } next)
        {
            var day = horizon.DayOf(next.Date);
            _ofLast = (Math.Max(_ofLast.First, day - _greatestGap), Math.Min(_ofLast.Last, day - _leastGap));
        }
    }

    public int Sessions { get; }

    public (int First, int Last) Of(int session)
    {
        var after = Sessions - 1 - session;
        return (
            Math.Max(_ofFirst.First + (session * _leastGap), _ofLast.First - (after * _greatestGap)),
            Math.Min(_ofFirst.Last + (session * _greatestGap), _ofLast.Last - (after * _leastGap)));
    }

    /// <summary>The days the next session may have when <paramref name="session"/> is on <paramref name="day"/>.</summary>
    public (int First, int Last) After(int session, int day)
    {
        var (first, last) = Of(session + 1);
        return (Math.Max(first, day + _leastGap), Math.Min(last, day + _greatestGap));
    }
}
