using Clinic.Scheduling.Domain.Planning.Search;

namespace Clinic.Scheduling.Domain.Planning.Explaining;

/// <summary>Says at which session and on which days a series fails, by which rules, and what would help.</summary>
internal static class NoPlanExplainer
{
    public static NoPlanPossible Explain(Availability availability, CandidateTable table)
    {
        var (session, first, last) = DayReach.Of(table.HasAny, availability.Days).Stuck
            ?? throw new ArgumentException("The request has a plan.", nameof(table));
        var horizon = availability.Horizon;
        return new(
            availability.Request.Series.FirstNumber + session,
            horizon.DateOf(first),
            horizon.DateOf(last),
            last < first ? [TooShort(availability, session)] : ObstaclesOf(availability, table, first, last),
            RelaxationFinder.Find(availability.Request));
    }

    private static List<Obstacle> ObstaclesOf(Availability availability, CandidateTable table, int first, int last)
    {
        var days = new DayExplainer(availability);
        var obstacles = new List<Obstacle>();
        for (var day = first; day <= last; day++)
        {
            if (table.HasAny(day))
                obstacles.Add(OutOfReach(availability, day));
            else
                obstacles.AddRange(days.Explain(day));
        }
        return obstacles;
    }

    private static Obstacle OutOfReach(Availability availability, int day)
    {
        var date = availability.Horizon.DateOf(day);
        return new(ObstacleKind.GapsUnmet, date, $"no place for the session before within the gaps of {DayText.Of(date)}");
    }

    private static Obstacle TooShort(Availability availability, int session)
    {
        var series = availability.Request.Series;
        var left = series.Sessions - session;
        var text = $"{left} more {(left == 1 ? "session does" : "sessions do")} not fit between {DayText.Of(series.Earliest)} and "
            + $"{DayText.Of(series.Latest)} and beside the sessions that are kept, "
            + $"with {series.LeastGapDays} to {series.GreatestGapDays} days between";
        return new(ObstacleKind.WindowTooShort, series.Latest, text) { Needed = series.Sessions, Found = session };
    }
}
