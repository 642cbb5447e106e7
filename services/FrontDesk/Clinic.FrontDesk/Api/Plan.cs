namespace Clinic.FrontDesk.Api;

/// <summary>One way to place a series.</summary>
/// <param name="Cost">Points; fewer is better.</param>
/// <param name="Sessions">The sessions, in order.</param>
public sealed record Plan(int Cost, IReadOnlyList<PlannedSession> Sessions);

/// <summary>A session of a plan.</summary>
/// <param name="Number">Place in the series, from 1.</param>
/// <param name="StartsAt">Start, inclusive, with the site's offset.</param>
/// <param name="EndsAt">End, exclusive, with the site's offset.</param>
/// <param name="ChairId">The chair.</param>
/// <param name="ChairName">Its name.</param>
/// <param name="MonitorId">The monitor.</param>
/// <param name="MonitorName">The monitor's name for colleagues.</param>
public sealed record PlannedSession(
    int Number, DateTimeOffset StartsAt, DateTimeOffset EndsAt, Guid ChairId, string ChairName, Guid MonitorId, string MonitorName);
