using Clinic.Contracts.Scheduling;
using Clinic.Messaging.Outbox;
using Clinic.Scheduling.Domain.Consents;
using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Features.FindPlace;
using Clinic.Scheduling.Features.Shared;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Privacy;
using MassTransit;

namespace Clinic.Scheduling.Features.RequestConsent;

/// <summary>Asks for the consent to a series that is being booked: ketamine for these conditions is off label.</summary>
/// <param name="url">Where the patient signs.</param>
/// <param name="protection">Encrypts the link: whoever holds it can sign.</param>
internal sealed class ConsentRequests(PublicUrl url, Protection protection)
{
    /// <summary>Makes the consent to be signed, for the caller to insert with the series, and publishes the request for it.</summary>
    public Consent Request(SchedulingDbContext db, SeriesSubject subject, FormToSign form, Series series)
    {
        var token = LinkToken.Create();
        var consent = Make(subject, series, form, token);
        Publish(db, series, form, consent, token);
        return consent;
    }

    private static Consent Make(SeriesSubject subject, Series series, FormToSign form, string token) => new()
    {
        Id = NewId.NextGuid(),
        SeriesId = series.Id,
        PatientId = series.PatientId,
        FormId = form.Id,
        DrugCode = subject.Protocol.DrugCode,
        Indication = series.Indication ?? string.Join(',', subject.Protocol.IndicationPrefixes),
        Infusions = subject.Protocol.Infusions,
        TextSha256 = form.TextSha256,
        TokenSha256 = LinkToken.HashOf(token),
        LinkExpiresAt = series.Sessions.Min(s => s.StartsAt),
        RequestedAt = series.BookedAt,
        State = ConsentState.Requested,
        Version = 1,
    };

    private void Publish(SchedulingDbContext db, Series series, FormToSign form, Consent consent, string token) => db.Publish(
        new OffLabelConsentRequested(
            consent.Id,
            series.Id,
            series.PatientId,
            series.SiteId,
            form.Code,
            form.Version,
            protection.Protect(Protection.ConsentLink, url.To($"/consent/{token}")),
            consent.LinkExpiresAt.ToDateTimeOffset(),
            consent.RequestedAt.ToDateTimeOffset()),
        series.Id,
        consent.RequestedAt);
}
