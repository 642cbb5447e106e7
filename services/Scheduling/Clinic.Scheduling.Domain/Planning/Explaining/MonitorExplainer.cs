using Clinic.Scheduling.Domain.Planning.Search;
using NodaTime;

namespace Clinic.Scheduling.Domain.Planning.Explaining;

/// <summary>Finds out why nobody can monitor: the first of shift, whole stay, credentials, free lanes at which all drop out.</summary>
internal sealed class MonitorExplainer(Availability availability)
{
    private readonly Horizon _horizon = availability.Horizon;
    private readonly SessionPhases _phases = availability.Request.Phases;
    private readonly MonitorRule _rule = availability.Request.Monitor;
    private readonly List<Person> _people = [.. availability.Monitors.Select(monitor => new Person(
        monitor.Bits,
        monitor.Bits.ShiftStarts(availability.Request.Phases),
        monitor.Bits.CredentialStarts(availability.Request.Monitor)))];

    /// <summary>The obstacles for starts of a day that nobody can monitor.</summary>
    public IEnumerable<Obstacle> Explain(int day, IReadOnlyList<int> starts)
    {
        if (!_people.Exists(person => starts.Any(slot => person.Bits.OnShift[slot])))
            return [NobodyOnShift(day, starts)];
        var staying = _people.FindAll(person => starts.Any(slot => person.Shift[slot]));
        if (staying.Count == 0)
            return [ShiftsEnd(day, starts)];
        var qualified = staying.FindAll(person => starts.Any(slot => person.Shift[slot] && person.Credentials[slot]));
        return qualified.Count == 0 ? Unqualified(day, staying) : [Busy(day, starts, qualified.Count)];
    }

    private Obstacle NobodyOnShift(int day, IReadOnlyList<int> starts)
    {
        var (date, roles) = (_horizon.DateOf(day), string.Join(" or ", _rule.Roles));
        var ended = LastEndOf(day, starts[0], _people);
        return new(ObstacleKind.NoMonitorOnShift, date, $"no monitor ({roles}) on shift{After(ended)} on {DayText.Of(date)}")
        {
            Subject = roles,
            At = ended,
            Needed = 1,
            Found = 0,
        };
    }

    private Obstacle ShiftsEnd(int day, IReadOnlyList<int> starts)
    {
        var date = _horizon.DateOf(day);
        var ends = from person in _people from slot in starts where person.Bits.OnShift[slot] select EndOfShift(person, slot);
        var time = _horizon.LocalAt(ends.Max()).TimeOfDay;
        var text = $"the last monitor's shift ends at {DayText.Of(time)}, during the stay, on {DayText.Of(date)}";
        return new(ObstacleKind.ShiftEndsDuringStay, date, text) { At = time };
    }

    private List<Obstacle> Unqualified(int day, List<Person> staying)
    {
        var date = _horizon.DateOf(day);
        var lacking = _rule.Credentials.Where(code => !staying.Exists(person => person.Bits.ValidUntil(code) >= date)).ToList();
        if (lacking.Count == 0)
            return [WithoutCredential(day, string.Join(" and ", _rule.Credentials), [])];
        return lacking.ConvertAll(code =>
        {
            var holders = staying.FindAll(person => person.Bits.ValidUntil(code) is not null);
            return holders.Count > 0
                ? Expired(date, code, holders)
                : WithoutCredential(day, code, _people.FindAll(person => person.Bits.ValidUntil(code) >= date));
        });
    }

    private static Obstacle Expired(LocalDate date, string code, List<Person> holders)
    {
        var last = holders.MaxBy(person => person.Bits.ValidUntil(code))!;
        var until = last.Bits.ValidUntil(code)!.Value;
        var text = $"no monitor with {code} on {DayText.Of(date)}: that of {last.Bits.Staff.Label} expires after {DayText.Of(until)}";
        return new(ObstacleKind.CredentialExpired, date, text) { Subject = code, Needed = 1, Found = 0 };
    }

    private Obstacle WithoutCredential(int day, string code, List<Person> holders)
    {
        var date = _horizon.DateOf(day);
        var ended = LastEndOf(day, _horizon.EndOf(day), holders);
        return new(ObstacleKind.NoMonitorWithCredential, date, $"no monitor with {code} on shift{After(ended)} on {DayText.Of(date)}")
        {
            Subject = code,
            At = ended,
            Needed = 1,
            Found = 0,
        };
    }

    private Obstacle Busy(int day, IReadOnlyList<int> starts, int qualified)
    {
        var (date, time) = (_horizon.DateOf(day), _horizon.LocalAt(starts[0]).TimeOfDay);
        var text = $"every qualified monitor ({qualified}) is busy with other patients from {DayText.Of(time)} on {DayText.Of(date)}";
        return new(ObstacleKind.MonitorsBusy, date, text) { At = time, Needed = 1, Found = 0 };
    }

    /// <summary>When the last of these people's shifts of the day up to a slot ends, or null when nobody had one.</summary>
    private LocalTime? LastEndOf(int day, int until, List<Person> people)
    {
        for (var slot = until - 1; slot >= _horizon.StartOf(day); slot--)
        {
            if (people.Exists(person => person.Bits.OnShift[slot]))
                return _horizon.LocalAt(slot + 1).TimeOfDay;
        }
        return null;
    }

    private int EndOfShift(Person person, int slot)
    {
        var end = slot;
        while (end < slot + _phases.Stay && person.Bits.OnShift[end])
            end++;
        return end;
    }

    private static string After(LocalTime? ended) => ended is { } time ? $" after {DayText.Of(time)}" : "";

    /// <summary>Somebody with a role that may monitor.</summary>
    /// <param name="Bits">Who.</param>
    /// <param name="Shift">Starts of stays within a shift.</param>
    /// <param name="Credentials">Starts of stays covered by all credentials.</param>
    private sealed record Person(StaffBits Bits, SlotBits Shift, SlotBits Credentials);
}
