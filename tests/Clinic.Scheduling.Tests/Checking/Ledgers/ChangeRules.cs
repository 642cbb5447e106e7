using System.Text.Json;

namespace Clinic.Scheduling.Tests.Checking.Ledgers;

/// <summary>What changed between two ledgers was announced, each thing once, and nothing else was; versions grew with it.</summary>
internal sealed class ChangeRules(Ledger before, Ledger after, IReadOnlyList<Fact> facts)
{
    private static readonly string[] Losses = ["MonitorCoverageLost", "SessionPlaceLost"];

    private static readonly Dictionary<string, string[]> EventsOf = new()
    {
        ["CheckedIn"] = ["PatientCheckedIn"],
        ["InProgress"] = ["InfusionStarted"],
        ["Completed"] = ["InfusionCompleted"],
        ["Missed"] = ["InfusionMissed"],
        ["Cancelled"] = ["SessionCancelled", "SessionCancelledLate"],
    };

    private readonly List<(string Type, JsonElement Body)> _facts = [.. facts.Select(f => (f.Type, JsonDocument.Parse(f.Body).RootElement))];

    public IEnumerable<string> Violations()
    {
        var fresh = after.Courses.Values.Where(c => !before.Courses.ContainsKey(c.Id)).ToList();
        return
        [
            .. fresh.Where(c => !IsAnnounced(c)).Select(c => $"a booked series was not announced as it is, once: {c}"),
            .. Named("SeriesBooked", "seriesId").Where(id => !fresh.Exists(c => Same(c.Id, id))).Select(id => $"a series that was not booked was announced: {id}"),
            .. after.Stays.Values.SelectMany(Of),
            .. after.Duties.Values.SelectMany(Of),
            .. UnexpectedEvents(),
        ];
    }

    private bool IsAnnounced(Course course)
    {
        var told = _facts.Where(f => f.Type == "SeriesBooked" && Same(course.Id, Text(f.Body, "seriesId"))).ToList();
        var own = after.Stays.Values.Where(s => s.Series == course.Id).OrderBy(s => s.Number).Select(s => (s.Id.ToUpperInvariant(), s.Start));
        return told.Count == 1 && told[0].Body.GetProperty("sessions").EnumerateArray()
            .Select(s => (Text(s, "sessionId").ToUpperInvariant(), s.GetProperty("startsAt").GetDateTimeOffset().UtcDateTime)).SequenceEqual(own);
    }

    private IEnumerable<string> Of(Stay now)
    {
        var was = before.Stays.GetValueOrDefault(now.Id);
        if (was is null)
        {
            return IsRelied(now) ? [] : [$"no shift under a new session was touched: {now}"];
        }

        var places = (was.Start, was.Chair, was.Monitor) != (now.Start, now.Chair, now.Monitor);
        return
        [
            .. was != now && now.Version <= was.Version ? [$"the version did not grow: {was} {now}"] : (string[])[],
            .. places && !IsRelied(now) ? [$"no shift under a moved session was touched: {was} {now}"] : (string[])[],
            .. Times("SessionRescheduled", now) is var told && (was.Start != now.Start ? told != 1 : told > (places || now.Version > was.Version ? 1 : 0))
                ? [$"moved, and announced {told} times: {was} {now}"] : (string[])[],
            .. StateChange(was, now),
            .. CoverChange(was, now),
        ];
    }

    private IEnumerable<string> StateChange(Stay was, Stay now)
    {
        foreach (var (state, names) in EventsOf)
        {
            var (told, due) = (names.Sum(n => Times(n, now)), was.State != state && now.State == state ? 1 : 0);
            if (told != due)
            {
                yield return $"{string.Join(" or ", names)} {told} times instead of {due}: {was} {now}";
            }
        }
    }

    private IEnumerable<string> CoverChange(Stay was, Stay now)
    {
        var told = _facts.Where(f => Losses.Contains(f.Type)).Sum(f => f.Body.GetProperty("sessionIds").EnumerateArray().Count(id => Same(now.Id, id.GetString()!)));
        var (isNew, isLost) = (was.Cover != now.Cover && now.Cover != "None", was.Cover == "None" && now.Cover != "None");
        return (isLost && told != 1) || (!isNew && told > 0) || told > 1 ? [$"its loss was announced {told} times: {was} {now}"] : [];
    }

    private IEnumerable<string> Of(Duty now)
    {
        var was = before.Duties.GetValueOrDefault(now.Id);
        return was is not null && was != now && now.Version <= was.Version ? [$"a shift changed without its version: {was} {now}"]
            : was is not null && (was.Start, was.End) != (now.Start, now.End) && was.Stamp == now.Stamp ? [$"a shift has other times and its old stamp: {was} {now}"]
            : [];
    }

    // The booking must have touched what its monitor stands on, or a change of the roster at the same moment could miss it.
    private bool IsRelied(Stay stay) => after.Duties.Values
        .Where(d => d.Staff == stay.Monitor && d.State == "Planned" && d.Start < stay.End && stay.Start < d.End)
        .All(d => before.Duties.TryGetValue(d.Id, out var was) && d.Version > was.Version);

    private IEnumerable<string> UnexpectedEvents()
    {
        var known = EventsOf.Values.SelectMany(n => n).Append("SessionRescheduled");
        return _facts.Where(f => known.Contains(f.Type) && !after.Stays.Values.Any(s => Same(s.Id, Text(f.Body, "sessionId"))))
            .Select(f => $"{f.Type} about a session that is not there: {f.Body}");
    }

    private IEnumerable<string> Named(string type, string property) => _facts.Where(f => f.Type == type).Select(f => Text(f.Body, property));

    private int Times(string type, Stay stay) => Named(type, "sessionId").Count(id => Same(stay.Id, id));

    private static string Text(JsonElement body, string property) => body.GetProperty(property).GetString()!;

    private static bool Same(string one, string two) => string.Equals(one, two, StringComparison.OrdinalIgnoreCase);
}
