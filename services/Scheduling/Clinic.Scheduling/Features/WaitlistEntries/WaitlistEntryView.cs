using Clinic.Scheduling.Domain.Waitlist;
using Clinic.Scheduling.Features.FindPlace;
using Clinic.Scheduling.Features.Shared;
using Clinic.ServiceDefaults.Http;
using NodaTime;

namespace Clinic.Scheduling.Features.WaitlistEntries;

/// <summary>A patient who waits; times carry the site's offset.</summary>
/// <param name="Id">Key.</param>
/// <param name="PatientId">The patient.</param>
/// <param name="SiteId">The clinic location.</param>
/// <param name="ProtocolId">The protocol's version that will be booked.</param>
/// <param name="ProtocolCode">Its code.</param>
/// <param name="FollowsSeriesId">For a booster: the series that it will follow.</param>
/// <param name="Indication">The ICD-10-CM code, if stated.</param>
/// <param name="EarliestDate">First date that would do, inclusive.</param>
/// <param name="LatestDate">Last date that would do, inclusive.</param>
/// <param name="Preferences">What the patient would like.</param>
/// <param name="Priority">1 is asked first, 5 last; between equals whoever waits longer.</param>
/// <param name="State">Where it stands.</param>
/// <param name="AddedAt">Since when the patient waits.</param>
/// <param name="ClosedAt">Since when the patient waits no longer.</param>
/// <param name="SeriesId">What was booked through it.</param>
/// <param name="Offers">What was offered, newest first.</param>
/// <param name="Version">Version, also the ETag.</param>
internal sealed record WaitlistEntryView(
    Guid Id,
    Guid PatientId,
    Guid SiteId,
    Guid ProtocolId,
    string ProtocolCode,
    Guid? FollowsSeriesId,
    string? Indication,
    DateOnly EarliestDate,
    DateOnly LatestDate,
    PreferencesRequest? Preferences,
    int Priority,
    WaitlistState State,
    DateTimeOffset AddedAt,
    DateTimeOffset? ClosedAt,
    Guid? SeriesId,
    IReadOnlyList<WaitlistOfferView> Offers,
    int Version) : IVersioned
{
    public static WaitlistEntryView Of(WaitlistEntry entry, IEnumerable<WaitlistOffer> offers, DateTimeZone zone, Instant now) => new(
        entry.Id,
        entry.PatientId,
        entry.SiteId,
        entry.ProtocolId,
        entry.ProtocolCode,
        entry.FollowsSeriesId,
        entry.Indication,
        entry.EarliestDate.ToDateOnly(),
        entry.LatestDate.ToDateOnly(),
        WaitlistWishes.Of(entry),
        entry.Priority,
        entry.State,
        entry.AddedAt.In(zone),
        entry.ClosedAt.In(zone),
        entry.SeriesId,
        [.. offers.OrderByDescending(o => o.OfferedAt).ThenByDescending(o => o.Id).Select(o => WaitlistOfferView.Of(o, zone, now))],
        entry.Version);
}

/// <summary>A place that was offered; times carry the site's offset.</summary>
/// <param name="Id">Key.</param>
/// <param name="EntryId">The entry it answers.</param>
/// <param name="State">Where it stands now.</param>
/// <param name="OfferedAt">When it was made.</param>
/// <param name="ExpiresAt">When it ends by itself, exclusive.</param>
/// <param name="ClosedAt">When it was answered or ended.</param>
/// <param name="Sessions">The offered times by number.</param>
/// <param name="Version">Version, also the ETag.</param>
internal sealed record WaitlistOfferView(
    Guid Id,
    Guid EntryId,
    OfferState State,
    DateTimeOffset OfferedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? ClosedAt,
    IReadOnlyList<OfferedSessionView> Sessions,
    int Version) : IVersioned
{
    public static WaitlistOfferView Of(WaitlistOffer offer, DateTimeZone zone, Instant now) => new(
        offer.Id,
        offer.EntryId,
        offer.StateAt(now),
        offer.OfferedAt.In(zone),
        offer.ExpiresAt.In(zone),
        offer.ClosedAt.In(zone),
        [.. offer.Sessions.OrderBy(s => s.Number).Select(s => new OfferedSessionView(s.Number, s.StartsAt.In(zone), s.EndsAt.In(zone)))],
        offer.Version);
}

/// <summary>An offered session.</summary>
/// <param name="Number">Place in the series, from 1.</param>
/// <param name="StartsAt">Start of set-up, inclusive.</param>
/// <param name="EndsAt">End of recovery, exclusive.</param>
internal sealed record OfferedSessionView(int Number, DateTimeOffset StartsAt, DateTimeOffset EndsAt);
