using NodaTime;

namespace Clinic.Scheduling.Domain.Planning;

/// <summary>The bounds that keep a request meaningful, its cost within an int, and its work within reason.</summary>
internal static class RequestGuard
{
    private const int MostSessions = 60;
    private const int MostWindowDays = 366;
    private const int MostWeight = 10_000;
    private const int MostSlots = 1000;
    private const int MostPlans = 1000;

    public static void Check(PlanningRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        Require(request.Plans is >= 1 and <= MostPlans, $"Plans must be 1 to {MostPlans}.");
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
        var window = Period.DaysBetween(series.Earliest, series.Latest);
        Require(window <= MostWindowDays, $"The window must span at most {MostWindowDays} days.");
    }

    private static void CheckPhases(SessionPhases phases)
    {
        var least = Math.Min(Math.Min(phases.SetUp, phases.Recovery), phases.Turnover);
        var greatest = Math.Max(Math.Max(phases.SetUp, phases.Infusion), Math.Max(phases.Recovery, phases.Turnover));
        Require(least >= 0 && phases.Infusion >= 1, "Phases must not be negative, the infusion at least 1.");
        // More than a day can't be offered anyway, and the sum must not overflow.
        Require(greatest <= MostSlots, $"Phases must each be at most {MostSlots} slots.");
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
