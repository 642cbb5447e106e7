using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Clinic.Notifications.Rendering;

/// <summary>
/// Writes dates, times and money in a language. Names of days and months come from the language's culture; the patterns
/// are ours, since some cultures use spaces that force a whole text message out of the GSM alphabet.
/// </summary>
internal sealed class Wording
{
    private readonly LocalDatePattern _date;
    private readonly LocalTimePattern _time;
    private readonly LocalDatePattern _day;

    private Wording(CultureInfo culture)
    {
        var english = culture.TwoLetterISOLanguageName == "en";
        _date = LocalDatePattern.Create(english ? "ddd, MMM d" : "ddd d MMM", culture);
        _day = LocalDatePattern.Create("ddd", culture);
        _time = english ? LocalTimePattern.CreateWithInvariantCulture("h:mm tt") : LocalTimePattern.CreateWithInvariantCulture("HH:mm");
    }

    /// <summary>The wording of a language; English for a tag that names none.</summary>
    public static Wording Of(string language)
    {
        try
        {
            return new Wording(CultureInfo.GetCultureInfo(language, predefinedOnly: true));
        }
        catch (CultureNotFoundException)
        {
            return new Wording(CultureInfo.GetCultureInfo("en-US"));
        }
    }

    public string Date(LocalDate date) => _date.Format(date);

    public string Time(LocalTime time) => _time.Format(time);

    public string DateAndTime(ZonedDateTime at) => $"{Date(at.Date)}, {Time(at.TimeOfDay)}";

    /// <summary>A moment within the next days, as short as can be.</summary>
    public string DayAndTime(ZonedDateTime at) => $"{_day.Format(at.Date)} {Time(at.TimeOfDay)}";

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Money(long amountMinor, string currency) =>
        string.Create(CultureInfo.InvariantCulture, $"{currency} {amountMinor / 100m:#,##0.00}");
}
