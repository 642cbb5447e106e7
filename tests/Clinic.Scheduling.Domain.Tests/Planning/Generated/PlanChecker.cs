using Clinic.Scheduling.Domain.Planning;
using NodaTime;

namespace Clinic.Scheduling.Domain.Tests.Planning.Generated;

/// <summary>Holds a plan's claims against the request, one claimed slot at a time. Answers what is wrong with it.</summary>
internal static class PlanChecker
{
    public static IReadOnlyList<string> WrongWith(SeriesPlan plan, PlanningRequest request)
    {
        var wrong = new List<string>();
        if (plan.Sessions.Count != request.Series.Sessions)
            wrong.Add("number of sessions");
        foreach (var session in plan.Sessions)
            wrong.AddRange(WrongWith(session, request).Select(what => $"{session.Date}: {what}"));
        wrong.AddRange(WrongGaps(plan, request.Series));
        if (plan.Sessions.SelectMany(session => session.Claims).GroupBy(claim => claim).Any(same => same.Count() > 1))
            wrong.Add("a claim occurs twice");
        return wrong;
    }

    private static IEnumerable<string> WrongGaps(SeriesPlan plan, SeriesTerms series)
    {
        var dates = plan.Sessions.Select(session => session.Date).ToList();
        if (dates[0] < series.Earliest || dates[^1] > series.Latest)
            yield return "outside the window";
        if (series.Previous is { } previous)
            dates.Insert(0, previous.Date);
        if (series.Next is { } next)
            dates.Add(next.Date);
        foreach (var (one, two) in dates.Zip(dates.Skip(1)))
        {
            var days = Period.DaysBetween(one, two);
            if (days < series.LeastGapDays || days > series.GreatestGapDays)
                yield return $"gap from {one} to {two}";
        }
    }

    private static IEnumerable<string> WrongWith(PlannedSession session, PlanningRequest request)
    {
        var (rules, phases, start) = (new RuleBook(request), request.Phases, session.Start.ToInstant().ToUnixTimeSeconds() / 900);
        var stay = phases.SetUp + phases.Infusion + phases.Recovery;
        var stayed = Enumerable.Range(0, stay).Select(at => start + at).ToList();
        if (session.Start.Date != session.Date || !rules.AllowsStart(session.Date, session.Start.ToInstant()))
            yield return "start not allowed";
        if (stayed.Exists(slot => !rules.IsOpen(session.Date, slot)))
            yield return "outside opening hours or across midnight";
        if (session.Stay != new SlotRange((int)start, (int)start + stay))
            yield return "stay";

        var chair = request.Chairs.Single(chair => chair.Id == session.ChairId);
        var monitor = request.Staff.Single(staff => staff.Id == session.MonitorId);
        var onChair = session.Claims.Where(claim => claim.ResourceId == chair.Id).ToList();
        var onMonitor = session.Claims.Where(claim => claim.ResourceId == monitor.Id).ToList();
        if (onChair.Count + onMonitor.Count != session.Claims.Count)
            yield return "claims on strangers";
        var throughTurnover = Enumerable.Range(0, stay + phases.Turnover).Select(at => (0, start + at));
        if (!onChair.Select(claim => (claim.Lane, (long)claim.Slot)).SequenceEqual(throughTurnover))
            yield return "chair's claims";
        if (onChair.Exists(claim => chair.Unavailable.Any(taken => claim.Slot >= taken.Start && claim.Slot < taken.End)))
            yield return "chair not free";
        if (!onMonitor.Select(claim => (long)claim.Slot).SequenceEqual(stayed))
            yield return "monitor's slots";
        var (handsOn, shared) = (onMonitor.Take(phases.SetUp), onMonitor.Skip(phases.SetUp));
        if (handsOn.Any(claim => claim.Lane != 0) || shared.Any(claim => claim.Lane < 1 || claim.Lane > monitor.PatientsAtOnce))
            yield return "lane";
        if (onMonitor.Exists(claim => RuleBook.LanesTaken(monitor, claim.Slot).Contains(claim.Lane)))
            yield return "lane not free";
        if (onMonitor.Exists(claim => !RuleBook.OnShift(monitor, claim.Slot)))
            yield return "monitor not on shift";
        var lastDate = Instant.FromUnixTimeSeconds(stayed[^1] * 900).InZone(request.Site.Zone).Date;
        if (!request.Monitor.Roles.Contains(monitor.Role))
            yield return "monitor's role";
        if (request.Monitor.Credentials.Any(code => !RuleBook.HasCredential(monitor, code, lastDate)))
            yield return "monitor not qualified through the end";
        if (request.SiteRules.Any(rule => stayed.Exists(slot => !rules.Holds(rule, lastDate, slot))))
            yield return "site rule";
    }
}
