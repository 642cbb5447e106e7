using NodaTime;

namespace Clinic.Scheduling.Domain.Planning.Search;

/// <summary>What one member of staff could do in which slots.</summary>
internal sealed class StaffBits
{
    private readonly Horizon _horizon;

    public StaffBits(StaffAvailability staff, Horizon horizon)
    {
        (Staff, _horizon) = (staff, horizon);
        OnShift = horizon.Of(staff.Shifts);
    }

    public StaffAvailability Staff { get; }

    public SlotBits OnShift { get; }

    /// <summary>Whether the role is one that may monitor.</summary>
    public bool HasRole(MonitorRule rule) => rule.Roles.Contains(Staff.Role);

    /// <summary>On shift and counting for the site's rule; a credential counts through its last valid day.</summary>
    public SlotBits? CountingFor(SiteRule rule)
    {
        if (rule.Role is not null && rule.Role != Staff.Role)
            return null;
        return rule.Credential is null ? OnShift : OnShift.Copy().And(HoldsBits(rule.Credential));
    }

    /// <summary>Starts of stays that lie within a shift.</summary>
    public SlotBits ShiftStarts(SessionPhases phases) => OnShift.Copy().KeepStartsOfRuns(phases.Stay);

    /// <summary>Starts of stays through whose end all credentials are valid; a stay never leaves its date.</summary>
    public SlotBits CredentialStarts(MonitorRule rule)
    {
        var starts = _horizon.AllSlots();
        foreach (var code in rule.Credentials)
            starts.And(HoldsBits(code));
        return starts;
    }

    /// <summary>Starts for which the hands-on lane and then, slot by slot, some shared lane is free.</summary>
    public SlotBits FreeStarts(SessionPhases phases)
    {
        var starts = Lane(0).Invert();
        if (phases.SetUp > 0)
            starts.KeepStartsOfRuns(phases.SetUp);
        else
            starts = _horizon.AllSlots();
        return starts.AndLater(SharedFree().KeepStartsOfRuns(phases.Shared), phases.SetUp);
    }

    /// <summary>The slots of a lane that are claimed.</summary>
    public SlotBits Lane(int lane) => _horizon.Of(Staff.Occupied.Where(taken => taken.Lane == lane).Select(taken => taken.Taken));

    /// <summary>Last valid day of a credential, or null when it isn't held.</summary>
    public LocalDate? ValidUntil(string code)
    {
        LocalDate? latest = null;
        foreach (var held in Staff.Credentials)
        {
            if (held.Code == code && (latest is null || held.ValidUntil > latest))
                latest = held.ValidUntil;
        }
        return latest;
    }

    private SlotBits SharedFree()
    {
        // Fewer than R claimed lanes leave one of the lanes 1 to R free, even when claims sit in lanes above a lowered R.
        if (Staff.PatientsAtOnce < 1)
            return _horizon.NoSlots();
        var lanes = new SortedDictionary<int, SlotBits>();
        foreach (var taken in Staff.Occupied)
        {
            if (taken.Lane == 0)
                continue;
            if (!lanes.TryGetValue(taken.Lane, out var bits))
                lanes[taken.Lane] = bits = _horizon.NoSlots();
            bits.Add(_horizon.Relative(taken.Taken.Start), _horizon.Relative(taken.Taken.End));
        }
        return SlotBits.InAtLeast(Staff.PatientsAtOnce, lanes.Values, _horizon.Length).Invert();
    }

    private SlotBits HoldsBits(string code)
    {
        var bits = _horizon.NoSlots();
        if (ValidUntil(code) is not { } last || last < _horizon.First)
            return bits;
        var day = _horizon.DayOf(last);
        return bits.Add(0, day >= _horizon.Days - 1 ? _horizon.Length : _horizon.EndOf(day));
    }
}
