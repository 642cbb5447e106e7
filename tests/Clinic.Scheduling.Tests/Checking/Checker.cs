namespace Clinic.Scheduling.Tests.Checking;

/// <summary>Checks every rule of a booking against the books, by its own arithmetic.</summary>
internal sealed class Checker(Books books)
{
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    /// <summary>What is wrong with the bookings; empty when nothing is.</summary>
    public IReadOnlyList<string> Violations() =>
    [
        .. Pairs(s => s.Chair, s => (s.Start, s.End + (books.Protocol.Turnover * Quarter)), "a chair holds two patients"),
        .. Pairs(s => s.Monitor, s => (s.Start, s.Start + (books.Protocol.SetUp * Quarter)), "a monitor sets up two patients"),
        .. Pairs(s => s.PatientId, s => (s.Start, s.End), "a patient is in two places"),
        .. books.Sessions.Where(s => SharedBy(s.Monitor, s) > books.Staff.Single(x => x.Id == s.Monitor).PatientsAtOnce)
            .Select(s => $"a monitor watches too many: {s}"),
        .. books.Sessions.Where(s => !OnShift(s.Monitor, s.Start, s.End)).Select(s => $"the monitor is not on shift: {s}"),
        .. books.Sessions.Where(s => !Holds(s.Monitor, "ACLS", s.Start)).Select(s => $"the monitor lacks ACLS: {s}"),
        .. books.Sessions.Where(s => !SiteRuleHolds(s.Start, s.End)).Select(s => $"the site's rule fails: {s}"),
        .. books.Sessions.Where(s => !IsOpen(s.Start, s.End)).Select(s => $"outside opening hours: {s}"),
        .. books.Sessions.GroupBy(s => s.SeriesId).SelectMany(GapsOf),
        .. books.Sessions.Where(s => !ClaimsMatch(s)).Select(s => $"the claims are not those of the session: {s}"),
    ];

    /// <summary>Whether the protocol's series still has a place for a patient without sessions, by trying every day and quarter.</summary>
    public bool HasRoomFor(DateOnly first, DateOnly last)
    {
        var days = Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays).Where(HasRoomOn).ToHashSet();
        var reachable = new HashSet<DateOnly>(days);
        for (var session = 2; session <= books.Protocol.Infusions; session++)
        {
            reachable = [.. days.Where(d => Enumerable.Range(books.Protocol.MinGap, books.Protocol.MaxGap - books.Protocol.MinGap + 1)
                .Any(gap => reachable.Contains(d.AddDays(-gap))))];
        }

        return reachable.Count > 0;
    }

    private bool HasRoomOn(DateOnly date)
    {
        var p = books.Protocol;
        for (var minute = 0; minute < 24 * 60; minute += 15)
        {
            var start = TimeZoneInfo.ConvertTimeToUtc(date.ToDateTime(TimeOnly.MinValue).AddMinutes(minute), NewYork);
            var end = start + ((p.SetUp + p.Infusion + p.Recovery) * Quarter);
            if (IsOpen(start, end)
                && SiteRuleHolds(start, end)
                && books.Chairs.Any(c => !books.Sessions.Any(s => s.Chair == c && s.Start < end + (p.Turnover * Quarter) && start < s.End + (p.Turnover * Quarter)))
                && books.Staff.Any(x => CanMonitor(x, start, end)))
            {
                return true;
            }
        }

        return false;
    }

    private bool CanMonitor(StaffRow staff, DateTime start, DateTime end)
    {
        var setUp = books.Protocol.SetUp * Quarter;
        return staff.Role == "Nurse"
            && OnShift(staff.Id, start, end)
            && Holds(staff.Id, "ACLS", start)
            && !books.Sessions.Any(s => s.Monitor == staff.Id && s.Start < start + setUp && start < s.Start + setUp)
            && Steps(start + setUp, end).All(at => WatchedAt(staff.Id, at) < staff.PatientsAtOnce);
    }

    private IEnumerable<string> Pairs(Func<BookedRow, Guid> by, Func<BookedRow, (DateTime From, DateTime Until)> span, string what) =>
        books.Sessions.GroupBy(by).SelectMany(group =>
        {
            var ordered = group.OrderBy(s => s.Start).ToList();
            return ordered.Zip(ordered.Skip(1)).Where(p => span(p.Second).From < span(p.First).Until).Select(p => $"{what}: {p.First} {p.Second}");
        });

    private int SharedBy(Guid monitor, BookedRow session) =>
        Steps(session.Start + (books.Protocol.SetUp * Quarter), session.End).Max(at => WatchedAt(monitor, at));

    private int WatchedAt(Guid monitor, DateTime at) =>
        books.Sessions.Count(s => s.Monitor == monitor && s.Start + (books.Protocol.SetUp * Quarter) <= at && at < s.End);

    private bool OnShift(Guid staff, DateTime start, DateTime end) =>
        books.Shifts.Any(s => s.Staff == staff && s.State == "Planned" && s.Start <= start && end <= s.End);

    private bool Holds(Guid staff, string code, DateTime at) =>
        books.Credentials.Any(c => c.Staff == staff && c.Code == code && c.ValidUntil >= Local(at).Date);

    private bool SiteRuleHolds(DateTime start, DateTime end) => Steps(start, end).All(at =>
    {
        var here = books.Shifts.Where(s => s.State == "Planned" && s.Start <= at && at < s.End).Select(s => s.Staff).Distinct().ToList();
        return here.Count(id => Holds(id, "BLS", at)) >= 2 && here.Any(id => books.Staff.Single(x => x.Id == id).Role == "Prescriber");
    });

    private static bool IsOpen(DateTime start, DateTime end) =>
        Local(start).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
        && Local(start).Date == Local(end).Date
        && Local(start).TimeOfDay >= TimeSpan.FromHours(8)
        && Local(end).TimeOfDay <= TimeSpan.FromHours(18);

    private IEnumerable<string> GapsOf(IGrouping<Guid, BookedRow> series)
    {
        var ordered = series.OrderBy(s => s.Number).ToList();
        if (ordered.Count != books.Protocol.Infusions)
        {
            yield return $"a series of {ordered.Count} sessions";
        }

        foreach (var (before, after) in ordered.Zip(ordered.Skip(1)))
        {
            var gap = (Local(after.Start).Date - Local(before.Start).Date).Days;
            if (gap < books.Protocol.MinGap || gap > books.Protocol.MaxGap)
            {
                yield return $"a gap of {gap} days: {before} {after}";
            }
        }
    }

    private bool ClaimsMatch(BookedRow session)
    {
        var own = books.Claims.Where(c => c.Session == session.Id).ToList();
        var (first, p) = ((int)((session.Start - DateTime.UnixEpoch) / Quarter), books.Protocol);
        var stay = p.SetUp + p.Infusion + p.Recovery;
        return Slots(own, session.Chair, 0).SequenceEqual(Enumerable.Range(first, stay + p.Turnover))
            && Slots(own, session.Monitor, 0).SequenceEqual(Enumerable.Range(first, p.SetUp))
            && own.Where(c => c.Resource == session.Monitor && c.Lane > 0).Select(c => c.Slot).Order().SequenceEqual(Enumerable.Range(first + p.SetUp, stay - p.SetUp))
            && Slots(own, session.PatientId, 0).SequenceEqual(Enumerable.Range(first, stay));
    }

    private static IEnumerable<int> Slots(List<ClaimRow> claims, Guid resource, int lane) =>
        claims.Where(c => c.Resource == resource && c.Lane == lane).Select(c => c.Slot).Order();

    private static IEnumerable<DateTime> Steps(DateTime from, DateTime until)
    {
        for (var at = from; at < until; at += Quarter)
        {
            yield return at;
        }
    }

    private static DateTime Local(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(utc, NewYork);
}
