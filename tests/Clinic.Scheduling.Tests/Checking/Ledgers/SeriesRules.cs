namespace Clinic.Scheduling.Tests.Checking.Ledgers;

/// <summary>No series is booked by half, its days keep the protocol's gaps, and it is closed when nothing of it is to come.</summary>
internal static class SeriesRules
{
    public static IEnumerable<string> Violations(Ledger ledger) =>
        ledger.Stays.Values.GroupBy(s => s.Series).SelectMany(g => Of(ledger, ledger.Courses[g.Key], [.. g.OrderBy(s => s.Number)]));

    private static IEnumerable<string> Of(Ledger ledger, Course course, List<Stay> stays)
    {
        var regimen = ledger.Regimens[course.Protocol];
        if (!stays.Select(s => s.Number).SequenceEqual(Enumerable.Range(1, regimen.Infusions)))
        {
            yield return $"a series of sessions {string.Join(',', stays.Select(s => s.Number))} instead of {regimen.Infusions}: {course}";
        }

        if (stays.Any(s => s.Patient != course.Patient || s.End - s.Start != regimen.Length * Ledger.Quarter))
        {
            yield return $"a session is another patient's, or of another length: {course}";
        }

        var state = stays.Exists(s => !s.IsOver) ? "Booked" : stays.Exists(s => s.State == "Completed") ? "Completed" : "Cancelled";
        if (course.State != state)
        {
            yield return $"a series is {course.State} that should be {state}";
        }

        var standing = stays.Where(s => s.Stands).ToList();
        foreach (var (before, after) in standing.Zip(standing.Skip(1)))
        {
            var days = (Ledger.Local(after.Start).Date - Ledger.Local(before.Start).Date).Days;
            // What was cancelled or missed between two leaves a longer gap behind, never a shorter one.
            if (days < regimen.MinGap || (after.Number == before.Number + 1 && days > regimen.MaxGap))
            {
                yield return $"a gap of {days} days: {before} {after}";
            }
        }
    }
}
