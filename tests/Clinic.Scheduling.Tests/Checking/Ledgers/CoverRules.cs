namespace Clinic.Scheduling.Tests.Checking.Ledgers;

/// <summary>Every session still to come has all it needs, or is flagged for something it lacks.</summary>
internal static class CoverRules
{
    public static IEnumerable<string> Violations(Ledger ledger)
    {
        foreach (var stay in ledger.Stays.Values.Where(s => !s.IsOver && s.End > ledger.Now))
        {
            var lacks = Lacks(ledger, stay).ToList();
            if (lacks.Count > 0 && stay.Cover == "None")
            {
                yield return $"it lacks {string.Join(" and ", lacks)} and nothing flags it: {stay}";
            }
            else if (stay.Cover != "None" && !lacks.Contains(stay.Cover))
            {
                yield return $"it is flagged for {stay.Cover} and lacks {(lacks.Count == 0 ? "nothing" : string.Join(" and ", lacks))}: {stay}";
            }
        }
    }

    private static IEnumerable<string> Lacks(Ledger ledger, Stay stay)
    {
        var regimen = ledger.RegimenOf(stay);
        if (!IsOpen(ledger, stay))
        {
            yield return "SiteClosed";
        }

        if (ledger.Outages.Any(o => o.Chair == stay.Chair && o.Start < stay.End + (regimen.Turnover * Ledger.Quarter) && stay.Start < o.End))
        {
            yield return "Chair";
        }

        if (!IsOnDuty(ledger, stay) || !regimen.Credentials.All(code => Holds(ledger, stay.Monitor, code, stay.Start)))
        {
            yield return "Monitor";
        }

        if (Moments(ledger, stay).Any(at => !SiteRulesHold(ledger, at)))
        {
            yield return "SiteRule";
        }
    }

    private static bool IsOpen(Ledger ledger, Stay stay)
    {
        var (start, end) = (Ledger.Local(stay.Start), Ledger.Local(stay.End));
        var weekday = start.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)start.DayOfWeek;
        return !ledger.ClosedDates.Contains(start.Date)
            && ledger.Hours.Any(h => h.Weekday == weekday && h.Opens <= start.TimeOfDay && end <= start.Date + h.Closes);
    }

    private static bool IsOnDuty(Ledger ledger, Stay stay)
    {
        var until = stay.Start;
        foreach (var duty in ledger.Duties.Values.Where(d => d.Staff == stay.Monitor && d.State == "Planned").OrderBy(d => d.Start))
        {
            until = duty.Start <= until && duty.End > until ? duty.End : until;
        }

        return until >= stay.End;
    }

    private static IEnumerable<DateTime> Moments(Ledger ledger, Stay stay) => ledger.Duties.Values
        .SelectMany(d => new[] { d.Start, d.End }).Where(at => stay.Start < at && at < stay.End).Append(stay.Start);

    private static bool SiteRulesHold(Ledger ledger, DateTime at)
    {
        var here = ledger.Duties.Values.Where(d => d.State == "Planned" && d.Start <= at && at < d.End).Select(d => d.Staff).Distinct().ToList();
        return ledger.SiteDuties.All(rule => here.Count(id => rule.Kind == "Credential"
            ? Holds(ledger, id, rule.Code, at)
            : string.Equals(ledger.People[id].Role, rule.Code, StringComparison.OrdinalIgnoreCase)) >= rule.AtLeast);
    }

    private static bool Holds(Ledger ledger, string staff, string code, DateTime at) =>
        ledger.Licences.Any(l => l.Staff == staff && l.Code == code && l.ValidUntil >= Ledger.Local(at).Date);
}
