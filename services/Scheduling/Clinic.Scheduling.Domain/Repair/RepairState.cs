using NodaTime;

namespace Clinic.Scheduling.Domain.Repair;

/// <summary>Who is where while a repair is worked out, and what that leaves of monitors and chairs.</summary>
internal sealed class RepairState
{
    private readonly PlaceTable _table;
    private readonly Residuals _left;
    private readonly Dictionary<Guid, int> _indexOf;
    private readonly Dictionary<(Guid Resource, bool Shared, int Slot), List<int>> _users = [];
    private readonly Choice?[] _choices;

    /// <summary>Begins with everybody where they were chosen to be.</summary>
    public RepairState(PlaceTable table, Choice?[] choices)
    {
        (_table, _choices, _left) = (table, [.. choices], new Residuals(table.Sessions));
        _indexOf = table.Sessions.Select((s, at) => (s.Id, at)).ToDictionary(x => x.Id, x => x.at);
        for (var s = 0; s < choices.Length; s++)
        {
            Take(s);
            Cost += CostOf(s);
        }
    }

    /// <summary>By session; null is without a place.</summary>
    public IReadOnlyList<Choice?> Choices => _choices;

    /// <summary>What all of it costs.</summary>
    public long Cost { get; private set; }

    /// <summary>What a session costs now.</summary>
    public int CostOf(int session) => Choices[session]?.CostFor(_table.Sessions[session]) ?? RepairCosts.Unplaced;

    /// <summary>Puts a session elsewhere, or nowhere.</summary>
    public void Put(int session, Choice? choice)
    {
        Release(session);
        Cost -= CostOf(session);
        _choices[session] = choice;
        Cost += CostOf(session);
        Take(session);
    }

    /// <summary>Gives back what a session has; <see cref="Take"/> must follow.</summary>
    public void Release(int session)
    {
        foreach (var use in UsesOf(session))
        {
            _users[use].Remove(session);
        }
    }

    /// <summary>Takes what a session's choice needs.</summary>
    public void Take(int session)
    {
        foreach (var use in UsesOf(session))
        {
            if (!_users.TryGetValue(use, out var users))
            {
                _users[use] = users = [];
            }

            users.Add(session);
        }
    }

    /// <summary>How often more a key can be used.</summary>
    public int Left((Guid Resource, bool Shared, int Slot) use) => _left.Capacity(use) - (_users.GetValueOrDefault(use)?.Count ?? 0);

    /// <summary>The first chair that is free there, or none.</summary>
    public Guid ChairAt(AffectedSession session, Place place) => ChairsAt(session, place).FirstOrDefault();

    /// <summary>The chairs that are free there.</summary>
    public IEnumerable<Guid> ChairsAt(AffectedSession session, Place place) =>
        place.Chairs.Where(chair => Residuals.UsesOfChair(session.Clinic.Phases, place.Start, chair).All(IsFree));

    /// <summary>The first chair that is free there once the session has left its own, or none.</summary>
    public Guid ChairFor(int session, Place place)
    {
        Release(session);
        var chair = ChairAt(_table.Sessions[session], place);
        Take(session);
        return chair;
    }

    /// <summary>Whether a monitor could take one more session there.</summary>
    public bool IsMonitorFree(AffectedSession session, Place place, Guid monitor) =>
        Residuals.UsesOfMonitor(session.Clinic.Phases, place.Start, monitor).All(IsFree);

    /// <summary>The other sessions in the first slot in which a session's monitor or chair has too many, or null when there is no such slot.</summary>
    public IReadOnlyList<int>? InTheWayOf(int session) => UsesOf(session).Where(use => Left(use) < 0)
        .Select(use => _users[use].FindAll(other => other != session)).FirstOrDefault();

    /// <summary>Whether the gaps to the sessions before and after hold on a date, and the patient isn't here on it anyway.</summary>
    public bool KeepsDates(int session, LocalDate date)
    {
        var own = _table.Sessions[session];
        var before = own.FollowsId is { } id && _indexOf.TryGetValue(id, out var at) ? at : -1;
        var after = _table.FollowerOf(session);
        return (before < 0 || SeriesGap.Between(_table.Sessions[before], own).Holds(DateOf(before), date))
            && (after < 0 || SeriesGap.Between(own, _table.Sessions[after]).Holds(date, DateOf(after)))
            && _table.OthersOfPatient(session).All(other => DateOf(other) != date);
    }

    private LocalDate DateOf(int session) => Choices[session]?.Place.Date ?? _table.Dates[session];

    private bool IsFree((Guid Resource, bool Shared, int Slot) use) => Left(use) > 0;

    private IEnumerable<(Guid Resource, bool Shared, int Slot)> UsesOf(int session)
    {
        var own = _table.Sessions[session];
        return Choices[session] is not { } choice
            ? _left.UsesWithoutPlace(own)
            : Residuals.UsesOfMonitor(own.Clinic.Phases, choice.Place.Start, choice.MonitorId)
                .Concat(Residuals.UsesOfChair(own.Clinic.Phases, choice.Place.Start, choice.ChairId));
    }
}
