using NodaTime;

namespace Clinic.Billing.Domain.Calendar;

/// <summary>Counts business days: Monday to Friday without federal holidays.</summary>
public static class BusinessDays
{
    /// <summary>True on a business day.</summary>
    /// <param name="day">The day.</param>
    public static bool IsBusinessDay(LocalDate day) =>
        day.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday) && !FederalHolidays.IsKept(day);

    /// <summary>The n-th business day after a day.</summary>
    /// <param name="day">Where counting starts; it does not count itself.</param>
    /// <param name="count">How many, more than zero.</param>
    public static LocalDate After(LocalDate day, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        while (count > 0)
        {
            day = day.PlusDays(1);
            count -= IsBusinessDay(day) ? 1 : 0;
        }

        return day;
    }

    /// <summary>How many business days there are from a day up to another.</summary>
    /// <param name="from">Does not count itself.</param>
    /// <param name="to">Counts when it is a business day; nothing is counted when it is not after <paramref name="from"/>.</param>
    public static int Between(LocalDate from, LocalDate to)
    {
        var count = 0;
        for (var day = from.PlusDays(1); day <= to; day = day.PlusDays(1))
        {
            count += IsBusinessDay(day) ? 1 : 0;
        }

        return count;
    }
}
