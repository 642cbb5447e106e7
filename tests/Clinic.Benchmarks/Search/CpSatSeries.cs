using Clinic.Scheduling.Domain.Planning;
using Clinic.Scheduling.Domain.Tests.Planning.Generated;
using Google.OrTools.Sat;

namespace Clinic.Benchmarks.Search;

/// <summary>
/// The same instance as a constraint model. One choice of a start with a monitor per session; days, times and changes of monitor
/// follow from it. It knows the request only through <see cref="PricedOptions"/>, which shares nothing with the planner.
/// </summary>
internal sealed class CpSatSeries
{
    private readonly CpModel _model = new();
    private readonly PlanningRequest _request;
    private readonly PricedOptions _options;
    private readonly List<LinearExpr> _cost = [];

    public CpSatSeries(PlanningRequest request)
    {
        (_request, _options) = (request, new PricedOptions(request));
        if (request.Series.Previous is not null || request.Series.Next is not null)
        {
            throw new NotSupportedException("The model has no kept neighbours.");
        }

        var sessions = Enumerable.Range(0, request.Series.Sessions).Select(AddSession).ToList();
        foreach (var (one, two) in sessions.Zip(sessions.Skip(1)))
        {
            Couple(one, two);
        }

        _cost.Add(request.Weights.FinishPerDay * sessions[^1].Day);
        _model.Minimize(LinearExpr.Sum(_cost));
    }

    /// <summary>Starts with monitors to choose from, per session.</summary>
    public int Options => _options.All.Count;

    /// <summary>The least cost, proven.</summary>
    /// <exception cref="InvalidOperationException">It was not proven within ten minutes.</exception>
    public int Solve()
    {
        var solver = new CpSolver { StringParameters = $"num_workers:{Environment.ProcessorCount},max_time_in_seconds:600" };
        var status = solver.Solve(_model);
        return status == CpSolverStatus.Optimal
            ? (int)Math.Round(solver.ObjectiveValue)
            : throw new InvalidOperationException($"CP-SAT ended with {status}.");
    }

    private Session AddSession(int number)
    {
        var all = _options.All;
        var chosen = all.Select((_, at) => _model.NewBoolVar($"s{number}o{at}")).ToArray();
        _model.AddExactlyOne(chosen);
        _cost.Add(LinearExpr.WeightedSum(chosen, all.Select(o => (long)o.Cost)));
        var day = _model.NewIntVar(0, all.Max(o => o.Day), $"day{number}");
        var quarter = _model.NewIntVar(0, 95, $"quarter{number}");
        _model.Add(day == LinearExpr.WeightedSum(chosen, all.Select(o => (long)o.Day)));
        _model.Add(quarter == LinearExpr.WeightedSum(chosen, all.Select(o => (long)o.Minute / 15)));
        var monitors = _request.Staff.Select(staff => LinearExpr.Sum(chosen.Where((_, at) => all[at].Monitor == staff.Id))).ToArray();
        return new Session(day, quarter, monitors);
    }

    private void Couple(Session one, Session two)
    {
        _model.AddLinearConstraint(two.Day - one.Day, _request.Series.LeastGapDays, _request.Series.GreatestGapDays);
        var apart = _model.NewIntVar(0, 95, "apart");
        _model.Add(apart >= two.Quarter - one.Quarter);
        _model.Add(apart >= one.Quarter - two.Quarter);
        var changes = _model.NewBoolVar("changes");
        foreach (var (before, after) in one.Monitors.Zip(two.Monitors))
        {
            _model.Add(changes >= after - before);
        }

        _cost.Add(_request.Weights.TimeOfDayPerSlot * apart);
        _cost.Add(_request.Weights.ChangeOfMonitor * changes);
    }

    private sealed record Session(IntVar Day, IntVar Quarter, LinearExpr[] Monitors);
}
