using System.Buffers;

namespace Clinic.Scheduling.Domain.Planning.Search;

/// <summary>
/// For each session, candidate start and monitor the least cost from there to the end of the series, exactly, by dynamic
/// programming from the last session back. Consecutive sessions are coupled only by gap, time of day and monitor, so that
/// per session and day it takes: the least over the window of gaps (by doubling), the least over all monitors plus the price of a change,
/// and the L1 distance transform along the time of day. The work is sessions x days x log(gaps) x quarter hours x monitors.
/// </summary>
internal sealed class CostToGo : IDisposable
{
    private readonly CandidateTable _table;
    private readonly SeriesDays _days;
    private readonly Couplings _couplings;
    private readonly SeriesTerms _series;
    private readonly int _horizonDays;
    private readonly int _firstQuarter;
    private readonly int _quarters;
    private readonly int[][] _costs;

    public CostToGo(CandidateTable table, Availability availability, Couplings couplings)
    {
        (_table, _days, _couplings, _series) = (table, availability.Days, couplings, availability.Request.Series);
        _horizonDays = availability.Horizon.Days;
        var used = Enumerable.Range(0, table.Count).Select(table.QuarterOf).ToList();
        _firstQuarter = used.Min();
        _quarters = used.Max() - _firstQuarter + 1;
        _costs = new int[_days.Sessions][];
        Build();
    }

    /// <summary>Least cost from this session on, its own included, by monitor; what led to it is not included.</summary>
    public ReadOnlySpan<int> Of(int session, int candidate) => _costs[session].AsSpan(candidate * _table.Stride, _table.Stride);

    public void Dispose()
    {
        foreach (var costs in _costs)
            ArrayPool<int>.Shared.Return(costs);
    }

    private int DaySize => _quarters * _table.Stride;

    private void Build()
    {
        var size = _horizonDays * DaySize;
        var ahead = ArrayPool<int>.Shared.Rent(size);
        for (var session = _days.Sessions - 1; session >= 0; session--)
        {
            _costs[session] = ArrayPool<int>.Shared.Rent(_table.Count * _table.Stride);
            if (session == _days.Sessions - 1)
                FillLast(session);
            else
                Fill(session, ahead);
            if (session > 0)
                LookBack(session, ahead.AsSpan(0, size));
        }
        ArrayPool<int>.Shared.Return(ahead);
    }

    private void FillLast(int session)
    {
        var monitors = _couplings.MonitorRow(_series.Next, _table);
        var extra = new int[_table.Stride];
        var (first, last) = _days.Of(session);
        for (var day = Math.Max(first, 0); day <= Math.Min(last, _horizonDays - 1); day++)
        {
            for (var (at, until) = _table.OfDay(day); at < until; at++)
            {
                Array.Fill(extra, _couplings.Finish(day) + _couplings.TimeOfDay(_series.Next, _table.QuarterOf(at)));
                MinPlus.Sum(extra, extra, monitors);
                MinPlus.Sum(Row(session, at), _table.CostsOf(at), extra);
            }
        }
    }

    private void Fill(int session, int[] ahead)
    {
        var (first, last) = _days.Of(session);
        for (var day = Math.Max(first, 0); day <= Math.Min(last, _horizonDays - 1); day++)
        {
            var next = (day + _series.LeastGapDays) * DaySize;
            for (var (at, until) = _table.OfDay(day); at < until; at++)
            {
                var coupled = ahead.AsSpan(next + ((_table.QuarterOf(at) - _firstQuarter) * _table.Stride), _table.Stride);
                MinPlus.Sum(Row(session, at), _table.CostsOf(at), coupled);
            }
        }
    }

    /// <summary>Turns a session's costs into what each day, quarter hour and monitor before it would pay for going on.</summary>
    private void LookBack(int session, Span<int> ahead)
    {
        ahead.Fill(MinPlus.Infinite);
        var (first, last) = _days.Of(session);
        for (var day = Math.Max(first, 0); day <= Math.Min(last, _horizonDays - 1); day++)
        {
            for (var (at, until) = _table.OfDay(day); at < until; at++)
            {
                var cell = (day * DaySize) + ((_table.QuarterOf(at) - _firstQuarter) * _table.Stride);
                // Two starts share a cell in the hour that an autumn night repeats.
                MinPlus.TakeLesser(ahead.Slice(cell, _table.Stride), Row(session, at), 0);
            }
        }
        TakeLeastOfGaps(ahead);
        for (var day = 0; day < _horizonDays; day++)
            Couple(ahead.Slice(day * DaySize, DaySize));
    }

    private void TakeLeastOfGaps(Span<int> ahead)
    {
        var window = Math.Min(_series.GreatestGapDays - _series.LeastGapDays + 1, _horizonDays);
        for (var have = 1; have < window;)
        {
            var step = Math.Min(have, window - have);
            var rest = (_horizonDays - step) * DaySize;
            MinPlus.TakeLesser(ahead[..rest], ahead.Slice(step * DaySize, rest), 0);
            have += step;
        }
    }

    private void Couple(Span<int> day)
    {
        var stride = _table.Stride;
        for (var at = 0; at < day.Length; at += stride)
        {
            var row = day.Slice(at, stride);
            MinPlus.Cap(row, Math.Min(MinPlus.Least(row) + _couplings.ChangeOfMonitor, MinPlus.Infinite));
        }
        for (var at = stride; at < day.Length; at += stride)
            MinPlus.TakeLesser(day.Slice(at, stride), day.Slice(at - stride, stride), _couplings.PerQuarter);
        for (var at = day.Length - (2 * stride); at >= 0; at -= stride)
            MinPlus.TakeLesser(day.Slice(at, stride), day.Slice(at + stride, stride), _couplings.PerQuarter);
    }

    private Span<int> Row(int session, int candidate) => _costs[session].AsSpan(candidate * _table.Stride, _table.Stride);
}
