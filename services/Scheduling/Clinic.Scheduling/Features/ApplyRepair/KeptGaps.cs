using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Features.Shared;
using NodaTime;

namespace Clinic.Scheduling.Features.ApplyRepair;

/// <summary>
/// The gaps of a series through a repair, by the rule that proposed it: the protocol's, or no worse than they are. A session that was
/// cancelled leaves a long gap behind; whoever only gets another monitor after it must not be refused for that.
/// </summary>
internal sealed class KeptGaps
{
    private readonly Dictionary<Guid, LocalDate> _dates;

    /// <summary>Takes note of the dates before anything moves.</summary>
    /// <param name="sessions">The sessions to be repaired, their series loaded.</param>
    public KeptGaps(IEnumerable<OpenSession> sessions) => _dates = sessions
        .SelectMany(open => open.Series.Sessions.Select(s => (s.Id, Date: open.Site.DateOf(s.StartsAt))))
        .DistinctBy(x => x.Id).ToDictionary(x => x.Id, x => x.Date);

    /// <summary>What is wrong with the gaps to the sessions before and after, where all have moved by now; null when nothing is.</summary>
    public string? ReasonAgainst(OpenSession open)
    {
        var standing = open.Series.Sessions.Where(s => s.State is not (SessionState.Cancelled or SessionState.Missed)).ToList();
        var before = standing.Where(s => s.Number < open.Session.Number).MaxBy(s => s.Number);
        var after = standing.Where(s => s.Number > open.Session.Number).MinBy(s => s.Number);
        return (before is null || Holds(open, before, open.Session)) && (after is null || Holds(open, open.Session, after))
            ? null
            : "The gaps to the sessions before and after would not hold any more.";
    }

    private bool Holds(OpenSession open, InfusionSession first, InfusionSession second)
    {
        var was = Period.DaysBetween(_dates[first.Id], _dates[second.Id]);
        var days = Period.DaysBetween(open.Site.DateOf(first.StartsAt), open.Site.DateOf(second.StartsAt));
        return days >= Math.Min(open.Protocol.MinGapDays, was) && days <= Math.Max(open.Protocol.MaxGapDays, was);
    }
}
