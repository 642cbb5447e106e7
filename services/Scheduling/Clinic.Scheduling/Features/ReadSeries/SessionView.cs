using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Domain.Sites;
using Clinic.Scheduling.Features.Shared;
using Clinic.ServiceDefaults.Http;

namespace Clinic.Scheduling.Features.ReadSeries;

/// <summary>One session; times carry the site's offset.</summary>
/// <param name="Id">Key.</param>
/// <param name="SeriesId">Its series.</param>
/// <param name="PatientId">The patient.</param>
/// <param name="SiteId">The clinic location.</param>
/// <param name="Number">Place in the series, from 1.</param>
/// <param name="StartsAt">Start of set-up, inclusive.</param>
/// <param name="EndsAt">End of recovery, exclusive.</param>
/// <param name="ChairId">The chair.</param>
/// <param name="MonitorId">The monitor.</param>
/// <param name="State">Where it stands.</param>
/// <param name="CoverNeed">What it lacks since a shift was lost.</param>
/// <param name="ConfirmedAt">When the patient confirmed to come at this time.</param>
/// <param name="CheckedInAt">When the patient was checked in.</param>
/// <param name="StartedAt">Actual start of the infusion, inclusive.</param>
/// <param name="StoppedAt">Actual stop of the infusion, exclusive.</param>
/// <param name="DoseMilligrams">Milligrams: planned at the start, given after completion.</param>
/// <param name="SideEffects">Side effects that were seen.</param>
/// <param name="CancelReason">Why it was cancelled.</param>
/// <param name="CancelledLate">Whether it was cancelled inside the site's late window.</param>
/// <param name="Version">Version, also the ETag.</param>
internal sealed record SessionView(
    Guid Id,
    Guid SeriesId,
    Guid PatientId,
    Guid SiteId,
    int Number,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    Guid ChairId,
    Guid MonitorId,
    SessionState State,
    CoverNeed CoverNeed,
    DateTimeOffset? ConfirmedAt,
    DateTimeOffset? CheckedInAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? StoppedAt,
    decimal? DoseMilligrams,
    IReadOnlyList<SideEffect> SideEffects,
    CancelReason? CancelReason,
    bool CancelledLate,
    int Version) : IVersioned
{
    public static SessionView Of(InfusionSession s, Site site) => new(
        s.Id,
        s.SeriesId,
        s.PatientId,
        s.SiteId,
        s.Number,
        s.StartsAt.In(site.Zone),
        s.EndsAt.In(site.Zone),
        s.ChairId,
        s.MonitorId,
        s.State,
        s.CoverNeed,
        s.ConfirmedAt.In(site.Zone),
        s.CheckedInAt.In(site.Zone),
        s.StartedAt.In(site.Zone),
        s.StoppedAt.In(site.Zone),
        s.DoseMilligrams,
        s.SideEffects,
        s.CancelReason,
        s.CancelledLate,
        s.Version);
}
