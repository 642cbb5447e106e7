using NodaTime;

namespace Clinic.Scheduling.Domain.Planning;

/// <summary>The bounds that keep a request meaningful, its cost within an int, and its work within reason.</summary>
internal static class RequestGuard
{
    private const int MostSessions = 60;
    private const int MostWindowDays = 366;
    private const int MostWeight = 10_000;

    public static void Check(PlanningRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        Require(request.Plans >= 1, "Plans must be at least 1.");
        CheckSeries(request.Series);
        CheckPhases(request.Phases);
        CheckPreferences(request.Preferences);
        CheckWeights(request.Weights);
        Require(request.SiteRules.All(rule => rule.Count >= 1), "SiteRules must each ask for at least 1.");
        Require(request.Chairs.Select(chair => chair.Id).Distinct().Count() == request.Chairs.Count, "Chairs must have distinct ids.");
        Require(request.Staff.Select(staff => staff.Id).Distinct().Count() == request.Staff.Count, "Staff must have distinct ids.");
        Require(request.Staff.All(staff => staff.PatientsAtOnce >= 0), "PatientsAtOnce must not be negative.");
        Require(request.Staff.All(staff => staff.Occupied.All(taken => taken.Lane >= 0)), "Lanes must not be negative.");
    }

    private static void CheckSeries(SeriesTerms series)
    {
        Require(series.Sessions is >= 1 and <= MostSessions, $"Sessions must be 1 to {MostSessions}.");
        Require(series.LeastGapDays >= 1, "LeastGapDays must be at least 1.");
        Require(series.GreatestGapDays >= series.LeastGapDays, "GreatestGapDays must not be less than LeastGapDays.");
        Require(series.GreatestGapDays <= MostWindowDays, $"GreatestGapDays must be at most {MostWindowDays}.");
        Require(series.Latest >= series.Earliest, "Latest must not be before Earliest.");
        Require(Period.DaysBetween(series.Earliest, series.Latest) <= MostWindowDays, $"The window must span at most {MostWindowDays} days.");
    }

    private static void CheckPhases(SessionPhases phases)
    {
        Require(phases is { SetUp: >= 0, Infusion: >= 1, Recovery: >= 0, Turnover: >= 0 }, "Phases must not be negative, the infusion at least 1.");
        // More than a day can't be offered anyway, and the sum must not overflow.
        Require(phases is { SetUp: <= 1000, Infusion: <= 1000, Recovery: <= 1000, Turnover: <= 1000 }, "Phases must be at most 1000 slots.");
    }

    private static void CheckPreferences(PatientPreferences preferences) => Require(
        preferences.Times.All(range => range.From < range.Until || range.Until == LocalTime.Midnight),
        "Times must each end after they begin, within one day.");

    private static void CheckWeights(PlanWeights weights)
    {
        int[] all =
        [
            weights.FinishPerDay, weights.TimeOfDayPerSlot, weights.ChangeOfMonitor, weights.UnwantedWeekday,
            weights.UnwantedTimePerSlot, weights.UnwantedMonitor, weights.LoadPerPercent,
        ];
        Require(all.All(weight => weight is >= 0 and <= MostWeight), $"Weights must be 0 to {MostWeight}.");
    }

    private static void Require(bool holds, string message)
    {
        if (!holds)
            throw new ArgumentException(message);
    }
}
