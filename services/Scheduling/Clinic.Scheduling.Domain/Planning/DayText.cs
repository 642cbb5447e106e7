using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Clinic.Scheduling.Domain.Planning;

internal static class DayText
{
    private static readonly LocalDatePattern Date = LocalDatePattern.Create("ddd d MMM uuuu", CultureInfo.InvariantCulture);
    private static readonly LocalTimePattern Time = LocalTimePattern.Create("HH:mm", CultureInfo.InvariantCulture);

    public static string Of(LocalDate date) => Date.Format(date);

    public static string Of(LocalTime time) => Time.Format(time);
}
