using Clinic.Scheduling.Domain.Planning;
using Clinic.Scheduling.Features.FindPlace;
using Clinic.Scheduling.Features.Shared;

namespace Clinic.Scheduling.Features.SearchSeries;

/// <summary>The plans that were found, best first.</summary>
/// <param name="Plans">At least one.</param>
internal sealed record SearchSeriesAnswer(IReadOnlyList<PlanView> Plans);

/// <summary>One way to place the series.</summary>
/// <param name="Cost">Points; fewer is better.</param>
/// <param name="Breakdown">The points by term.</param>
/// <param name="Sessions">The sessions; pass their start, chair and monitor to book exactly this plan.</param>
internal sealed record PlanView(int Cost, PlanCostView Breakdown, IReadOnlyList<PlannedSessionView> Sessions)
{
    public static PlanView Of(SeriesPlan plan, PlanningData data)
    {
        var chairs = data.Request.Chairs.ToDictionary(c => c.Id, c => c.Name);
        var staff = data.Staff.ToDictionary(s => s.Id, s => s.DisplayName);
        return new PlanView(
            plan.Cost.Total,
            new PlanCostView(
                plan.Cost.EarliestFinish,
                plan.Cost.SameTimeOfDay,
                plan.Cost.SameMonitor,
                plan.Cost.PreferredTimes,
                plan.Cost.PreferredMonitor,
                plan.Cost.LevelLoad),
            [.. plan.Sessions.Select(s => new PlannedSessionView(
                s.Number,
                Slots.StartOf(s.Stay.Start).In(data.Site.Zone),
                Slots.StartOf(s.Stay.End).In(data.Site.Zone),
                s.ChairId,
                chairs[s.ChairId],
                s.MonitorId,
                staff[s.MonitorId]))]);
    }
}

/// <summary>A plan's cost by term, in points.</summary>
/// <param name="EarliestFinish">Days until the last session.</param>
/// <param name="SameTimeOfDay">Differences in the time of day.</param>
/// <param name="SameMonitor">Changes of monitor.</param>
/// <param name="PreferredTimes">Weekdays and times that weren't wished for.</param>
/// <param name="PreferredMonitor">Sessions without the preferred monitor.</param>
/// <param name="LevelLoad">How full the site already is then.</param>
internal sealed record PlanCostView(
    int EarliestFinish, int SameTimeOfDay, int SameMonitor, int PreferredTimes, int PreferredMonitor, int LevelLoad);

/// <summary>A planned session.</summary>
/// <param name="Number">Place in the series, from 1.</param>
/// <param name="StartsAt">Start of set-up, inclusive, with the site's offset.</param>
/// <param name="EndsAt">End of recovery, exclusive, with the site's offset.</param>
/// <param name="ChairId">The chair.</param>
/// <param name="ChairName">Its name.</param>
/// <param name="MonitorId">The monitor.</param>
/// <param name="MonitorName">The monitor's name for colleagues.</param>
internal sealed record PlannedSessionView(
    int Number, DateTimeOffset StartsAt, DateTimeOffset EndsAt, Guid ChairId, string ChairName, Guid MonitorId, string MonitorName);
