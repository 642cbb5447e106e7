using Clinic.Scheduling.Domain.Consents;
using Clinic.Scheduling.Domain.Protocols;
using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Domain.Sites;
using Clinic.Scheduling.Features.Shared;
using Clinic.ServiceDefaults.Http;

namespace Clinic.Scheduling.Features.ReadSeries;

/// <summary>A booked series.</summary>
/// <param name="Id">Key.</param>
/// <param name="PatientId">The patient.</param>
/// <param name="SiteId">The clinic location.</param>
/// <param name="ProtocolId">The protocol's version.</param>
/// <param name="ProtocolCode">Its code.</param>
/// <param name="ProtocolVersion">Its version.</param>
/// <param name="Indication">The ICD-10-CM code, if stated.</param>
/// <param name="State">Where it stands.</param>
/// <param name="BookedAt">When it was booked, with the site's offset.</param>
/// <param name="ConsentId">The newest consent.</param>
/// <param name="ConsentState">Where that stands.</param>
/// <param name="Sessions">The sessions by number.</param>
/// <param name="Version">Version, also the ETag.</param>
/// <param name="FollowsSeriesId">The series that it follows, or null when it begins a treatment.</param>
/// <param name="FollowedBySeriesIds">The series that follow it, in the order of their booking.</param>
internal sealed record SeriesView(
    Guid Id,
    Guid PatientId,
    Guid SiteId,
    Guid ProtocolId,
    string ProtocolCode,
    int ProtocolVersion,
    string? Indication,
    SeriesState State,
    DateTimeOffset BookedAt,
    Guid ConsentId,
    ConsentState ConsentState,
    IReadOnlyList<SessionView> Sessions,
    int Version,
    Guid? FollowsSeriesId,
    IReadOnlyList<Guid> FollowedBySeriesIds) : IVersioned
{
    public static SeriesView Of(Series series, Protocol protocol, Site site, Consent consent, IEnumerable<Guid> followedBy) => new(
        series.Id,
        series.PatientId,
        series.SiteId,
        series.ProtocolId,
        protocol.Code,
        protocol.Version,
        series.Indication,
        series.State,
        series.BookedAt.In(site.Zone),
        consent.Id,
        consent.State,
        [.. series.Sessions.OrderBy(s => s.Number).Select(s => SessionView.Of(s, site))],
        series.Version,
        series.FollowsSeriesId,
        [.. followedBy]);
}
