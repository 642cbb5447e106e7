using Clinic.Contracts.Scheduling;
using Clinic.Messaging.Outbox;
using Clinic.Scheduling.Domain.Planning;
using Clinic.Scheduling.Domain.Waitlist;
using Clinic.Scheduling.Features.RequestConsent;
using Clinic.Scheduling.Features.Shared;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Privacy;
using MassTransit;
using NodaTime;

namespace Clinic.Scheduling.Features.WaitlistOffers;

/// <summary>Writes an offer in the caller's transaction, with the message that carries its link.</summary>
/// <param name="url">Where the patient answers.</param>
/// <param name="protection">Encrypts the link: whoever holds it can answer.</param>
/// <param name="auditor">Records that it was made.</param>
internal sealed class OfferMaker(PublicUrl url, Protection protection, Auditor auditor)
{
    /// <summary>The path of the page, before the token.</summary>
    public const string Path = "/place/";

    public void Make(SchedulingDbContext db, PossibleOffer possible, Instant now)
    {
        var token = LinkToken.Create();
        var offer = Make(possible, token, now);
        db.WaitlistOffers.Add(offer);
        var times = offer.Sessions.Select(s => new OfferedTime(s.Number, s.StartsAt.ToDateTimeOffset(), s.EndsAt.ToDateTimeOffset()));
        db.Publish(
            new WaitlistPlaceOffered(
                offer.Id,
                offer.EntryId,
                offer.PatientId,
                offer.SiteId,
                possible.Subject.Site.TimeZoneId,
                [.. times],
                protection.Protect(Protection.OfferLink, url.To(Path + token)),
                offer.ExpiresAt.ToDateTimeOffset(),
                now.ToDateTimeOffset()),
            offer.Id,
            now);
        auditor.Record(db, "waitlist-offer.make", offer.PatientId, offer.Id);
    }

    private static WaitlistOffer Make(PossibleOffer possible, string token, Instant now)
    {
        var id = NewId.NextGuid();
        return new WaitlistOffer
        {
            Id = id,
            EntryId = possible.Entry.Id,
            PatientId = possible.Entry.PatientId,
            SiteId = possible.Entry.SiteId,
            TokenSha256 = LinkToken.HashOf(token),
            OfferedAt = now,
            ExpiresAt = possible.ExpiresAt,
            State = OfferState.Open,
            Version = 1,
            Sessions = [.. possible.Sessions.Select(s => new OfferedSession
            {
                OfferId = id,
                Number = s.Number,
                StartsAt = Slots.StartOf(s.Stay.Start),
                EndsAt = Slots.StartOf(s.Stay.End),
            })],
        };
    }
}
