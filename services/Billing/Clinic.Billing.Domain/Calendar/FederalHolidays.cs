using NodaTime;

namespace Clinic.Billing.Domain.Calendar;

/// <summary>
/// Legal public holidays of the United States (5 U.S.C. 6103), on the weekday on which they are kept: the Friday before a Saturday,
/// the Monday after a Sunday.
/// </summary>
public static class FederalHolidays
{
    /// <summary>True when a holiday is kept on a day.</summary>
    /// <param name="day">The day.</param>
    public static bool IsKept(LocalDate day) =>
        // New Year's Day of the next year is kept on 31 December when it is a Saturday.
        Kept(day.Year).Contains(day) || Kept(day.Year + 1).First() == day;

    /// <summary>The days on which a year's holidays are kept, New Year's Day first.</summary>
    /// <param name="year">The year whose holidays they are.</param>
    public static IEnumerable<LocalDate> Kept(int year)
    {
        yield return KeptOn(new LocalDate(year, 1, 1));
        yield return Nth(year, 1, IsoDayOfWeek.Monday, 3);
        yield return Nth(year, 2, IsoDayOfWeek.Monday, 3);
        yield return new LocalDate(year, 5, 31).With(DateAdjusters.PreviousOrSame(IsoDayOfWeek.Monday));
        yield return KeptOn(new LocalDate(year, 6, 19));
        yield return KeptOn(new LocalDate(year, 7, 4));
        yield return Nth(year, 9, IsoDayOfWeek.Monday, 1);
        yield return Nth(year, 10, IsoDayOfWeek.Monday, 2);
        yield return KeptOn(new LocalDate(year, 11, 11));
        yield return Nth(year, 11, IsoDayOfWeek.Thursday, 4);
        yield return KeptOn(new LocalDate(year, 12, 25));
    }

    private static LocalDate Nth(int year, int month, IsoDayOfWeek day, int occurrence) =>
        LocalDate.FromYearMonthWeekAndDay(year, month, occurrence, day);

    private static LocalDate KeptOn(LocalDate holiday) => holiday.DayOfWeek switch
    {
        IsoDayOfWeek.Saturday => holiday.PlusDays(-1),
        IsoDayOfWeek.Sunday => holiday.PlusDays(1),
        _ => holiday,
    };
}
