using NodaTime;

namespace Clinic.Scheduling.Domain.Planning.Search;

/// <summary>The patient's preferences, ready to be asked by date and local quarter hour.</summary>
internal sealed class Wishes
{
    private readonly PatientPreferences _preferences;
    private readonly HashSet<LocalDate> _away;
    private readonly int[] _quartersOff = new int[Horizon.QuartersPerDay];

    public Wishes(PatientPreferences preferences)
    {
        _preferences = preferences;
        _away = [.. preferences.DatesAway];
        if (preferences.Times.Count > 0)
            MeasureDistances();
    }

    public bool IsAway(LocalDate date) => _away.Contains(date);

    public bool Wants(IsoDayOfWeek weekday) => _preferences.Weekdays.Count == 0 || _preferences.Weekdays.Contains(weekday);

    public bool RulesOut(IsoDayOfWeek weekday) => _preferences.WeekdaysRequired && !Wants(weekday);

    /// <summary>Quarter hours from a start to the nearest wanted one, 0 when it is wanted.</summary>
    public int QuartersOff(int quarter) => _quartersOff[quarter];

    public bool RulesOutQuarter(int quarter) => _preferences.TimesRequired && _quartersOff[quarter] > 0;

    private void MeasureDistances()
    {
        for (var quarter = 0; quarter < _quartersOff.Length; quarter++)
        {
            var time = new LocalTime(quarter / Slots.PerHour, quarter % Slots.PerHour * Slots.Minutes);
            _quartersOff[quarter] = _preferences.Times.Any(range => range.Contains(time)) ? 0 : Horizon.QuartersPerDay;
        }
        for (var quarter = 1; quarter < _quartersOff.Length; quarter++)
            _quartersOff[quarter] = Math.Min(_quartersOff[quarter], _quartersOff[quarter - 1] + 1);
        for (var quarter = _quartersOff.Length - 2; quarter >= 0; quarter--)
            _quartersOff[quarter] = Math.Min(_quartersOff[quarter], _quartersOff[quarter + 1] + 1);
    }
}
