using NodaTime;

namespace Clinic.Scheduling.Domain.Planning.Search;

/// <summary>The starts that each rule leaves, as bit sets over the horizon.</summary>
internal sealed class Availability
{
    public Availability(PlanningRequest request)
    {
        Request = request;
        var series = request.Series;
        Horizon = new(series.Earliest, Period.DaysBetween(series.Earliest, series.Latest) + 1, request.Site.Zone);
        Days = new(series, Horizon);
        Staff = [.. request.Staff.Select(staff => new StaffBits(staff, Horizon))];
        ChairTaken = [.. request.Chairs.Select(chair => Horizon.Of(chair.Unavailable))];
        ChairStarts = [.. ChairTaken.Select(taken => taken.Copy().Invert().KeepStartsOfRuns(request.Phases.Chair))];
        Fitting = FittingStarts();
        NotPast = Horizon.NoSlots().Add(Horizon.Relative(Slots.From(series.NotBefore)), Horizon.Length);
        Wishes = new(request.Preferences);
        RuleStarts = [.. request.SiteRules.Select(SiteRuleStarts)];
        Monitors = [.. Staff.Where(staff => staff.HasRole(request.Monitor)).Select(MonitorOf)];
    }

    public PlanningRequest Request { get; }

    public Horizon Horizon { get; }

    public SeriesDays Days { get; }

    public Wishes Wishes { get; }

    public IReadOnlyList<StaffBits> Staff { get; }

    public IReadOnlyList<SlotBits> ChairTaken { get; }

    /// <summary>By chair: starts from which it is free through the turnover.</summary>
    public IReadOnlyList<SlotBits> ChairStarts { get; }

    /// <summary>
    /// Starts of stays within one opening, turnover within the local date: so sessions of different dates never want the same slot, and
    /// each chooses its chair for itself.
    /// </summary>
    public SlotBits Fitting { get; }

    public SlotBits NotPast { get; }

    /// <summary>By site rule: starts of stays through which it holds.</summary>
    public IReadOnlyList<SlotBits> RuleStarts { get; }

    /// <summary>Those with a role that may monitor, and the starts they could take.</summary>
    public IReadOnlyList<Monitor> Monitors { get; }

    /// <summary>Starts that satisfy everything that isn't about one chair, one monitor, or the patient.</summary>
    public SlotBits SiteStarts()
    {
        var starts = Horizon.NoSlots();
        foreach (var chair in ChairStarts)
            starts.Or(chair);
        starts.And(Fitting).And(NotPast);
        foreach (var rule in RuleStarts)
            starts.And(rule);
        return starts;
    }

    /// <summary>The opening of a day clipped to the local date, adjoining ranges joined, as relative slots in order.</summary>
    public List<SlotRange> OpeningOf(int day)
    {
        var joined = new List<SlotRange>();
        if (!Request.Site.Days.TryGetValue(Horizon.DateOf(day), out var siteDay))
            return joined;
        foreach (var open in siteDay.Open.OrderBy(range => range.Start))
        {
            var from = Math.Max(Horizon.Relative(open.Start), Horizon.StartOf(day));
            var until = Math.Min(Horizon.Relative(open.End), Horizon.EndOf(day));
            if (from >= until)
                continue;
            if (joined.Count > 0 && joined[^1].End >= from)
                joined[^1] = new(joined[^1].Start, Math.Max(joined[^1].End, until));
            else
                joined.Add(new(from, until));
        }
        return joined;
    }

    private SlotBits FittingStarts()
    {
        var starts = Horizon.NoSlots();
        for (var day = 0; day < Horizon.Days; day++)
        {
            foreach (var open in OpeningOf(day))
                starts.Add(open.Start, Math.Min(open.End - Request.Phases.Stay, Horizon.EndOf(day) - Request.Phases.Chair) + 1);
        }
        return starts;
    }

    private SlotBits SiteRuleStarts(SiteRule rule)
    {
        var counting = Staff.Select(staff => staff.CountingFor(rule)).OfType<SlotBits>();
        return SlotBits.InAtLeast(rule.Count, counting, Horizon.Length).KeepStartsOfRuns(Request.Phases.Stay);
    }

    private Monitor MonitorOf(StaffBits staff) => new(
        staff,
        staff.ShiftStarts(Request.Phases).And(staff.CredentialStarts(Request.Monitor)).And(staff.FreeStarts(Request.Phases)));

    /// <summary>Somebody who may monitor.</summary>
    /// <param name="Bits">Who.</param>
    /// <param name="Starts">The starts they could take.</param>
    internal sealed record Monitor(StaffBits Bits, SlotBits Starts)
    {
        public Guid Id => Bits.Staff.Id;
    }
}
