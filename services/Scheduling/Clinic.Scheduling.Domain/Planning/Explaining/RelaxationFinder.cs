using Clinic.Scheduling.Domain.Planning.Search;
using NodaTime;

namespace Clinic.Scheduling.Domain.Planning.Explaining;

/// <summary>
/// Finds the nearest changes of a request without a plan that give it one. A dial is one kind of change, its notches from nearest
/// to farthest, each allowing all that the one before allows; so the nearest notch that helps is found by bisection. When no dial helps
/// alone, all are turned fully and then turned back, one after the other, as far as a plan remains.
/// </summary>
internal static class RelaxationFinder
{
    private const int LongestSearchDays = 366;

    public static IReadOnlyList<Relaxation> Find(PlanningRequest request)
    {
        var alone = PatientDials(request).Concat(ProtocolDials(request))
            .Select(dial => NearestThatHelps(request, dial))
            .OfType<RelaxationStep>()
            .Select(step => new Relaxation([step]))
            .ToList();
        if (alone.Count > 0)
            return alone;
        return Together(request) is { } together ? [together] : [];
    }

    private static Relaxation? Together(PlanningRequest request)
    {
        var patientDials = PatientDials(request).Where(dial => dial[0] is not OneMoreWeekday);
        var dials = ProtocolDials(request).Concat(WeekdaysAtOnce(request)).Concat(patientDials).Where(dial => dial.Count > 0).ToList();
        var steps = dials.ConvertAll(dial => dial[^1]);
        if (!HasPlan(new Relaxation(steps).Apply(request)))
            return null;
        foreach (var dial in dials)
        {
            var rest = steps.FindAll(step => !ReferenceEquals(step, dial[^1]));
            var relaxed = new Relaxation(rest).Apply(request);
            steps = HasPlan(relaxed) ? rest : [.. rest, NearestThatHelps(relaxed, dial) ?? dial[^1]];
        }
        return new(steps);
    }

    private static RelaxationStep? NearestThatHelps(PlanningRequest request, IReadOnlyList<RelaxationStep> dial)
    {
        if (dial.Count == 0 || !HasPlan(dial[^1].Apply(request)))
            return null;
        var (low, high) = (0, dial.Count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = HasPlan(dial[middle].Apply(request)) ? (low, middle) : (middle + 1, high);
        }
        return dial[low];
    }

    private static bool HasPlan(PlanningRequest request)
    {
        var availability = new Availability(request);
        return DayReach.Of(new CandidateTable(availability).HasAny, availability.Days).IsComplete;
    }

    private static IEnumerable<IReadOnlyList<RelaxationStep>> PatientDials(PlanningRequest request)
    {
        var preferences = request.Preferences;
        if (preferences.TimesRequired && preferences.Times.Count > 0)
            yield return [.. Enumerable.Range(1, Horizon.QuartersPerDay).Select(quarters => new WiderTimes(quarters * Slots.Minutes))];
        if (preferences.WeekdaysRequired && preferences.Weekdays.Count > 0)
        {
            foreach (var weekday in Enum.GetValues<IsoDayOfWeek>().Except([IsoDayOfWeek.None, .. preferences.Weekdays]))
                yield return [new OneMoreWeekday(weekday)];
        }
        foreach (var date in preferences.DatesAway.Where(date => date >= request.Series.Earliest && date <= request.Series.Latest).Order())
            yield return [new OneMoreDate(date)];
    }

    private static IEnumerable<IReadOnlyList<RelaxationStep>> WeekdaysAtOnce(PlanningRequest request) =>
        request.Preferences is { WeekdaysRequired: true, Weekdays.Count: > 0 } ? [[new AnyWeekday()]] : [];

    private static IEnumerable<IReadOnlyList<RelaxationStep>> ProtocolDials(PlanningRequest request)
    {
        var series = request.Series;
        var window = Period.DaysBetween(series.Earliest, series.Latest);
        yield return [.. Dates(series).Select(date => new LaterWindow(date))];
        yield return [.. UpFrom(series.GreatestGapDays + 1, WidestGap(series, window)).Select(days => new WiderGap(days))];
        yield return [.. UpFrom(1, series.LeastGapDays - 1).Reverse().Select(days => new NarrowerGap(days))];

        IEnumerable<LocalDate> Dates(SeriesTerms terms) => request.Site.Days.Keys
            .Where(date => date > terms.Latest && Period.DaysBetween(terms.Earliest, date) <= LongestSearchDays)
            .Order();
    }

    /// <summary>Gaps beyond this change nothing: it spans the window and reaches the kept neighbours from its far ends.</summary>
    private static int WidestGap(SeriesTerms series, int window)
    {
        var fromPrevious = series.Previous is { } previous ? Period.DaysBetween(previous.Date, series.Latest) : 0;
        var toNext = series.Next is { } next ? Period.DaysBetween(series.Earliest, next.Date) : 0;
        return Math.Min(LongestSearchDays, Math.Max(window, Math.Max(fromPrevious, toNext)));
    }

    private static IEnumerable<int> UpFrom(int first, int last) => Enumerable.Range(first, Math.Max(0, last - first + 1));
}
