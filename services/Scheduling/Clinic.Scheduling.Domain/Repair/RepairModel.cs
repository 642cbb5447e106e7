using System.Globalization;
using Google.OrTools.Sat;
using NodaTime;

namespace Clinic.Scheduling.Domain.Repair;

/// <summary>The repair as a CP-SAT model: a literal per place, monitor and chair of a session, and a limit per slot of each resource.</summary>
internal sealed class RepairModel
{
    private readonly CpModel _model = new();
    private readonly PlaceTable _table;
    private readonly IReadOnlyList<int> _sessions;
    private readonly List<List<(Place Place, BoolVar Taken, List<(Guid Id, BoolVar Taken)> Monitors, List<(Guid Id, BoolVar Taken)> Chairs)>> _places = [];
    private readonly List<BoolVar> _unplaced = [];
    private readonly LinearExprBuilder _cost = LinearExpr.NewBuilder();

    /// <summary>A model of the whole repair.</summary>
    public RepairModel(PlaceTable table)
        : this(table, [.. Enumerable.Range(0, table.Sessions.Count)], s => table.Places[s], new Residuals(table.Sessions).Capacity)
    {
        AddGaps();
        AddVisits();
    }

    /// <summary>A model of some sessions while the others stay; the caller answers for the dates.</summary>
    /// <param name="table">The repair.</param>
    /// <param name="sessions">The sessions that may change.</param>
    /// <param name="places">Where each may go.</param>
    /// <param name="capacity">What there is for them.</param>
    public RepairModel(
        PlaceTable table, IReadOnlyList<int> sessions, Func<int, IReadOnlyList<Place>> places, Func<(Guid Resource, bool Shared, int Slot), int> capacity)
    {
        (_table, _sessions) = (table, sessions);
        foreach (var session in sessions)
        {
            AddSession(table.Sessions[session], places(session));
        }

        AddResources(capacity);
        _model.Minimize(_cost);
    }

    /// <summary>Looks for something better than the hint.</summary>
    /// <param name="hint">What is known, by session of the model.</param>
    /// <param name="limit">How long it may look.</param>
    /// <param name="workers">Threads.</param>
    /// <returns>What was found by session of the model, or null when nothing was, and the proven lower bound.</returns>
    public (Choice?[]? Choices, long Bound) Solve(Choice?[] hint, TimeSpan limit, int workers)
    {
        Hint(hint);
        using var solver = new CpSolver();
        solver.StringParameters = string.Create(
            CultureInfo.InvariantCulture, $"max_time_in_seconds:{limit.TotalSeconds},num_workers:{workers},random_seed:1");
        var status = solver.Solve(_model);
        var bound = (long)Math.Ceiling(solver.BestObjectiveBound - 1e-6);
        return status is CpSolverStatus.Optimal or CpSolverStatus.Feasible
            ? ([.. Enumerable.Range(0, _places.Count).Select(s => Read(solver, s))], bound)
            : (null, bound);
    }

    private void AddSession(AffectedSession session, IReadOnlyList<Place> options)
    {
        var unplaced = _model.NewBoolVar("");
        _cost.AddTerm(unplaced, RepairCosts.Unplaced);
        _unplaced.Add(unplaced);
        var places = options.Select(place =>
        {
            var taken = _model.NewBoolVar("");
            _cost.AddTerm(taken, place.Cost);
            return (place, taken,
                OneOf(place.Monitors, taken, session.MonitorId, RepairCosts.Monitor),
                OneOf(place.Chairs, taken, session.ChairId, RepairCosts.Chair));
        }).ToList();
        _places.Add(places);
        _model.AddExactlyOne(places.Select(p => (ILiteral)p.taken).Append(unplaced));
    }

    private List<(Guid Id, BoolVar Taken)> OneOf(IReadOnlyList<Guid> ids, BoolVar taken, Guid present, int costOfChange)
    {
        var options = ids.Select(id => (Id: id, Taken: ids.Count == 1 ? taken : _model.NewBoolVar(""))).ToList();
        options.Where(o => o.Id != present).ToList().ForEach(o => _cost.AddTerm(o.Taken, costOfChange));
        if (ids.Count > 1)
        {
            _model.Add(LinearExpr.Sum(options.Select(o => o.Taken)) == taken);
        }

        return options;
    }

    private void AddResources(Func<(Guid Resource, bool Shared, int Slot), int> capacityOf)
    {
        var limits = new Residuals(_table.Sessions);
        var users = new Dictionary<(Guid Resource, bool Shared, int Slot), List<BoolVar>>();
        for (var s = 0; s < _places.Count; s++)
        {
            var session = _table.Sessions[_sessions[s]];
            var phases = session.Clinic.Phases;
            Collect(users, [(Guid.Empty, _unplaced[s])], _ => limits.UsesWithoutPlace(session));
            foreach (var (place, _, monitors, chairs) in _places[s])
            {
                Collect(users, monitors, id => Residuals.UsesOfMonitor(phases, place.Start, id));
                Collect(users, chairs, id => Residuals.UsesOfChair(phases, place.Start, id));
            }
        }

        (List<BoolVar> Vars, int Capacity) previous = ([], 0);
        foreach (var (use, vars) in users.OrderBy(u => u.Key.Resource).ThenBy(u => u.Key.Shared).ThenBy(u => u.Key.Slot))
        {
            var capacity = capacityOf(use);
            // The next slot mostly has the same users. It says nothing new unless it has less room: a third one may be taken already there.
            if (vars.Count > capacity && !(capacity >= previous.Capacity && vars.SequenceEqual(previous.Vars)))
            {
                _model.Add(LinearExpr.Sum(vars) <= capacity);
            }

            previous = (vars, capacity);
        }
    }

    private static void Collect(
        Dictionary<(Guid Resource, bool Shared, int Slot), List<BoolVar>> users,
        List<(Guid Id, BoolVar Taken)> options,
        Func<Guid, IEnumerable<(Guid Resource, bool Shared, int Slot)>> uses)
    {
        foreach (var (id, taken) in options)
        {
            foreach (var use in uses(id))
            {
                if (!users.TryGetValue(use, out var list))
                {
                    users[use] = list = [];
                }

                list.Add(taken);
            }
        }
    }

    private void AddGaps()
    {
        for (var s = 0; s < _places.Count; s++)
        {
            if (_table.FollowerOf(s) is var next && next >= 0)
            {
                var gap = SeriesGap.Between(_table.Sessions[s], _table.Sessions[next]);
                _model.AddLinearConstraint(DayOf(next) - DayOf(s), gap.Least, gap.Greatest);
            }
        }
    }

    // A patient comes once on a date at most; whoever gets no place stays on the present date.
    private void AddVisits()
    {
        foreach (var sessions in _table.OfOnePatient)
        {
            var visits = sessions.SelectMany(s => _places[s].Select(p => (p.Place.Date, p.Taken)).Append((_table.Sessions[s].Date, _unplaced[s])));
            foreach (var date in visits.GroupBy(v => v.Item1, v => v.Item2))
            {
                _model.AddAtMostOne(date);
            }
        }
    }

    private LinearExprBuilder DayOf(int s)
    {
        var first = _table.Sessions[s].Clinic.Series.Earliest;
        var day = LinearExpr.NewBuilder();
        day.AddTerm(_unplaced[s], Period.DaysBetween(first, _table.Sessions[s].Date));
        _places[s].ForEach(p => day.AddTerm(p.Taken, Period.DaysBetween(first, p.Place.Date)));
        return day;
    }

    private void Hint(Choice?[] hint)
    {
        for (var s = 0; s < _places.Count; s++)
        {
            _model.AddHint(_unplaced[s], hint[s] is null);
            foreach (var (place, taken, monitors, chairs) in _places[s])
            {
                var isIt = hint[s]?.Place.Start == place.Start;
                _model.AddHint(taken, isIt);
                monitors.Where(m => monitors.Count > 1).ToList().ForEach(m => _model.AddHint(m.Taken, isIt && m.Id == hint[s]!.MonitorId));
                chairs.Where(c => chairs.Count > 1).ToList().ForEach(c => _model.AddHint(c.Taken, isIt && c.Id == hint[s]!.ChairId));
            }
        }
    }

    private Choice? Read(CpSolver solver, int s)
    {
        var at = _places[s].FindIndex(p => solver.BooleanValue(p.Taken));
        return at < 0
            ? null
            : new Choice(
                _places[s][at].Place,
                _places[s][at].Monitors.First(m => solver.BooleanValue(m.Taken)).Id,
                _places[s][at].Chairs.First(c => solver.BooleanValue(c.Taken)).Id);
    }
}
