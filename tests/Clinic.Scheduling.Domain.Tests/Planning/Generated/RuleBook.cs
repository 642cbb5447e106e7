using Clinic.Scheduling.Domain.Planning;
using NodaTime;

namespace Clinic.Scheduling.Domain.Tests.Planning.Generated;

/// <summary>Every rule of a request, asked about one start at a time in the plainest way.</summary>
internal sealed class RuleBook(PlanningRequest request)
{
    private readonly SessionPhases _phases = request.Phases;
    private readonly DateTimeZone _zone = request.Site.Zone;

    public bool AllowsStart(LocalDate date, Instant at)
    {
        var slot = at.ToUnixTimeSeconds() / 900;
        return at >= request.Series.NotBefore
            && Stay(slot).All(part => IsOpen(date, part))
            && Run(slot, _phases.Stay + _phases.Turnover).All(part => DateOf(part) == date)
            && !request.Preferences.DatesAway.Contains(date)
            && WeekdayIsPossible(date.DayOfWeek)
            && (!request.Preferences.TimesRequired || QuartersFromWantedTime(at.InZone(_zone).TimeOfDay) == 0)
            && request.Chairs.Any(chair => IsFree(chair, slot))
            && request.SiteRules.All(rule => Stay(slot).All(part => Holds(rule, date, part)));
    }

    private bool WeekdayIsPossible(IsoDayOfWeek weekday) => !request.Preferences.WeekdaysRequired
        || request.Preferences.Weekdays.Count == 0
        || request.Preferences.Weekdays.Contains(weekday);

    public bool AllowsMonitor(StaffAvailability monitor, LocalDate date, long slot) =>
        request.Monitor.Roles.Any(role => role == monitor.Role)
        && request.Monitor.Credentials.All(code => HasCredential(monitor, code, date))
        && Stay(slot).All(part => OnShift(monitor, part))
        && SetUp(slot).All(part => !LanesTaken(monitor, part).Contains(0))
        && Shared(slot).All(part => LanesTaken(monitor, part).Count(lane => lane > 0) < monitor.PatientsAtOnce);

    public bool IsFree(ChairAvailability chair, long slot) =>
        Run(slot, _phases.Stay + _phases.Turnover).All(part => !chair.Unavailable.Any(taken => In(taken, part)));

    public int QuartersFromWantedTime(LocalTime start)
    {
        if (request.Preferences.Times.Count == 0)
            return 0;
        var quarter = ((start.Hour * 60) + start.Minute) / 15;
        return Enumerable.Range(0, 96).Where(IsWanted).Min(wanted => Math.Abs(wanted - quarter));

        bool IsWanted(int candidate) => request.Preferences.Times.Any(range =>
            candidate * 15 >= range.From.Hour * 60 + range.From.Minute
            && candidate * 15 < (range.Until == LocalTime.Midnight ? 1440 : range.Until.Hour * 60 + range.Until.Minute));
    }

    public int LoadPercent(long slot)
    {
        var taken = Stay(slot).Sum(part => request.Chairs.Count(chair => chair.Unavailable.Any(range => In(range, part))));
        return taken * 100 / (_phases.Stay * request.Chairs.Count);
    }

    public static bool OnShift(StaffAvailability staff, long slot) => staff.Shifts.Any(shift => In(shift, slot));

    public static IEnumerable<int> LanesTaken(StaffAvailability staff, long slot) =>
        staff.Occupied.Where(taken => In(taken.Taken, slot)).Select(taken => taken.Lane).Distinct();

    public static bool HasCredential(StaffAvailability staff, string code, LocalDate date) =>
        staff.Credentials.Any(held => held.Code == code && held.ValidUntil >= date);

    public bool Holds(SiteRule rule, LocalDate date, long slot) => request.Staff.Count(staff =>
        OnShift(staff, slot)
        && (rule.Role is null || staff.Role == rule.Role)
        && (rule.Credential is null || HasCredential(staff, rule.Credential, date))) >= rule.Count;

    public bool IsOpen(LocalDate date, long slot) =>
        request.Site.Days[date].Open.Any(open => In(open, slot)) && DateOf(slot) == date;

    private LocalDate DateOf(long slot) => Instant.FromUnixTimeSeconds(slot * 900).InZone(_zone).Date;

    private IEnumerable<long> SetUp(long slot) => Run(slot, _phases.SetUp);

    private IEnumerable<long> Shared(long slot) => Run(slot + _phases.SetUp, _phases.Infusion + _phases.Recovery);

    private IEnumerable<long> Stay(long slot) => Run(slot, _phases.SetUp + _phases.Infusion + _phases.Recovery);

    private static IEnumerable<long> Run(long slot, int length) => Enumerable.Range(0, length).Select(at => slot + at);

    private static bool In(SlotRange range, long slot) => slot >= range.Start && slot < range.End;
}
