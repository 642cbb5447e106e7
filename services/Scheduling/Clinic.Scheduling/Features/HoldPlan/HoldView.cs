using Clinic.Scheduling.Domain.Holds;
using Clinic.Scheduling.Features.Shared;
using Clinic.ServiceDefaults.Http;
using NodaTime;

namespace Clinic.Scheduling.Features.HoldPlan;

/// <summary>A plan that is kept.</summary>
/// <param name="Id">Key; pass it as <c>holdId</c> to book it.</param>
/// <param name="PatientId">The patient.</param>
/// <param name="SiteId">The clinic location.</param>
/// <param name="ProtocolId">The protocol's version.</param>
/// <param name="State">Where it stands now.</param>
/// <param name="ExpiresAt">When it ends by itself, exclusive, with the site's offset.</param>
/// <param name="Sessions">The sessions by number.</param>
/// <param name="Version">Version, also the ETag.</param>
/// <param name="FollowsSeriesId">The series that the held one will follow, or null.</param>
internal sealed record HoldView(
    Guid Id,
    Guid PatientId,
    Guid SiteId,
    Guid ProtocolId,
    HoldState State,
    DateTimeOffset ExpiresAt,
    IReadOnlyList<HeldSessionView> Sessions,
    int Version,
    Guid? FollowsSeriesId) : IVersioned
{
    public static HoldView Of(Hold hold, DateTimeZone zone, Instant now) => new(
        hold.Id,
        hold.PatientId,
        hold.SiteId,
        hold.ProtocolId,
        hold.StateAt(now),
        hold.ExpiresAt.In(zone),
        [.. hold.Sessions.OrderBy(s => s.Number)
            .Select(s => new HeldSessionView(s.Number, s.StartsAt.In(zone), s.EndsAt.In(zone), s.ChairId, s.MonitorId))],
        hold.Version,
        hold.FollowsSeriesId);
}

/// <summary>A session that is kept.</summary>
/// <param name="Number">Place in the series, from 1.</param>
/// <param name="StartsAt">Start of set-up, inclusive, with the site's offset.</param>
/// <param name="EndsAt">End of recovery, exclusive, with the site's offset.</param>
/// <param name="ChairId">The chair.</param>
/// <param name="MonitorId">The monitor.</param>
internal sealed record HeldSessionView(int Number, DateTimeOffset StartsAt, DateTimeOffset EndsAt, Guid ChairId, Guid MonitorId);
