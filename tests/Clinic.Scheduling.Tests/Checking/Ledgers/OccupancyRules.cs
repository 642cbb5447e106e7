namespace Clinic.Scheduling.Tests.Checking.Ledgers;

/// <summary>Nobody and nothing is in two places, and the claims say exactly what the sessions and the holds say.</summary>
internal static class OccupancyRules
{
    public static IEnumerable<string> Violations(Ledger ledger, DateTime midnight)
    {
        var here = ledger.Stays.Values.Where(s => !s.IsCancelled && s.Start >= midnight).ToList();
        return
        [
            .. Overlaps(here, s => s.Chair, s => s.End + (ledger.RegimenOf(s).Turnover * Ledger.Quarter), "a chair holds two patients"),
            .. Overlaps(here, s => s.Monitor, s => s.Start + (ledger.RegimenOf(s).SetUp * Ledger.Quarter), "a monitor sets up two patients"),
            .. Overlaps(here, s => s.Patient, s => s.End, "a patient is in two places"),
            .. here.Where(s => s.Stands).GroupBy(s => (s.Patient, Ledger.Local(s.Start).Date)).Where(g => g.Count() > 1).Select(g => $"a patient comes twice on a date: {string.Join(' ', g)}"),
            .. here.GroupBy(s => s.Monitor).SelectMany(g => TooMany(ledger, g.Key, [.. g])),
            .. ClaimsOfStays(ledger, here),
            .. ClaimsOfHolds(ledger),
        ];
    }

    private static IEnumerable<string> Overlaps(List<Stay> stays, Func<Stay, string> by, Func<Stay, DateTime> until, string what) =>
        stays.GroupBy(by).SelectMany(group =>
        {
            var ordered = group.OrderBy(s => s.Start).ToList();
            return ordered.Zip(ordered.Skip(1)).Where(p => p.Second.Start < until(p.First)).Select(p => $"{what}: {p.First} {p.Second}");
        });

    private static IEnumerable<string> TooMany(Ledger ledger, string monitor, List<Stay> stays)
    {
        var watched = stays.SelectMany(s => Ledger.Quarters(s.Start + (ledger.RegimenOf(s).SetUp * Ledger.Quarter), s.End))
            .GroupBy(at => at).Where(g => g.Count() > ledger.People[monitor].PatientsAtOnce);
        return watched.Select(g => $"{ledger.People[monitor].Name} watches {g.Count()} at {g.Key:u}");
    }

    private static IEnumerable<string> ClaimsOfStays(Ledger ledger, List<Stay> stays)
    {
        var claims = ledger.Claims.Where(c => c.Stay is not null).ToLookup(c => c.Stay!);
        var known = stays.Select(s => s.Id).ToHashSet();
        return claims.Where(g => !known.Contains(g.Key)).Select(g => $"{g.Count()} claims of a session that has none: {ledger.Stays.GetValueOrDefault(g.Key)}")
            .Concat(stays.Where(s => !AreExactly(
                ledger, claims[s.Id], [(s.Start, s.Chair, s.Monitor)], ledger.RegimenOf(s), s.Patient))
                .Select(s => $"the claims are not those of the session: {s}"));
    }

    private static IEnumerable<string> ClaimsOfHolds(Ledger ledger)
    {
        var claims = ledger.Claims.Where(c => c.Hold is not null).ToLookup(c => c.Hold!);
        var known = ledger.Holds.Select(h => h.Id).ToHashSet();
        return claims.Where(g => !known.Contains(g.Key)).Select(g => $"{g.Count()} claims of a hold that holds no more: {g.Key}")
            .Concat(ledger.Holds.Where(h => !AreExactly(
                ledger, claims[h.Id], [.. h.Stays.Select(s => (s.Start, s.Chair, s.Monitor))], ledger.Regimens[h.Protocol], patient: null))
                .Select(h => $"the claims are not those of the hold: {h}"));
    }

    /// <summary>Every claim is one that a stay needs, and there are as many as the stays need; two of a key the file itself forbids.</summary>
    private static bool AreExactly(
        Ledger ledger, IEnumerable<Claim> claims, List<(DateTime Start, string Chair, string Monitor)> stays, Regimen regimen, string? patient)
    {
        var (count, watched) = (0, new HashSet<int>());
        foreach (var claim in claims)
        {
            count++;
            if (!stays.Exists(s => IsOf(ledger, claim, s.Start, s.Chair, s.Monitor, regimen, patient))
                || (claim.Lane > 0 && !watched.Add(claim.Slot)))
            {
                return false;
            }
        }

        var each = regimen.Length + regimen.Turnover + regimen.Length + (patient is null ? 0 : regimen.Length);
        return count == stays.Count * each;
    }

    private static bool IsOf(Ledger ledger, Claim claim, DateTime start, string chair, string monitor, Regimen regimen, string? patient)
    {
        var at = claim.Slot - Ledger.SlotOf(start);
        return at >= 0 && (claim.Lane, claim.Resource) switch
        {
            (0, var r) when r == chair => at < regimen.Length + regimen.Turnover,
            (0, var r) when r == monitor => at < regimen.SetUp,
            (0, var r) when r == patient => at < regimen.Length,
            (_, var r) when r == monitor => at >= regimen.SetUp && at < regimen.Length && claim.Lane <= ledger.People[monitor].PatientsAtOnce,
            _ => false,
        };
    }
}
