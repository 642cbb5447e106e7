using Clinic.Contracts.Scheduling;
using Clinic.Messaging.Outbox;
using Clinic.Scheduling.Domain.Consents;
using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Features.FindPlace;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Http;
using Clinic.ServiceDefaults.Privacy;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Scheduling.Features.RequestConsent;

/// <summary>Asks for the consent to a series that is being booked: ketamine for these conditions is off label.</summary>
/// <param name="url">Where the patient signs.</param>
/// <param name="protection">Encrypts the link: whoever holds it can sign.</param>
internal sealed class ConsentRequests(PublicUrl url, Protection protection)
{
    public async Task<Outcome<Consent>> RequestAsync(
        SchedulingDbContext db, SeriesSubject subject, Series series, CancellationToken cancellationToken)
    {
        var forms = await db.ConsentForms.AsNoTracking().Where(f => f.Code == subject.Protocol.ConsentFormCode)
            .OrderByDescending(f => f.Version).ToListAsync(cancellationToken);
        var form = Best(forms, subject.Patient.Language);
        if (form is null)
        {
            return Refusal.Rule("no-consent-form", "The protocol's consent form isn't published.", "protocolId");
        }

        var token = ConsentToken.Create();
        var consent = Make(subject, series, form, token);
        db.Consents.Add(consent);
        Publish(db, series, form, consent, token);
        return consent;
    }

    private static ConsentForm? Best(List<ConsentForm> newestFirst, string language) =>
        newestFirst.Find(f => f.Language == language)
        ?? newestFirst.Find(f => f.Language == language.Split('-')[0])
        ?? newestFirst.FirstOrDefault();

    private static Consent Make(SeriesSubject subject, Series series, ConsentForm form, string token) => new()
    {
        Id = NewId.NextGuid(),
        SeriesId = series.Id,
        PatientId = series.PatientId,
        FormId = form.Id,
        DrugCode = subject.Protocol.DrugCode,
        Indication = series.Indication ?? string.Join(',', subject.Protocol.IndicationPrefixes),
        Infusions = subject.Protocol.Infusions,
        TextSha256 = form.TextSha256,
        TokenSha256 = ConsentToken.HashOf(token),
        LinkExpiresAt = series.Sessions.Min(s => s.StartsAt),
        RequestedAt = series.BookedAt,
        State = ConsentState.Requested,
        Version = 1,
    };

    private void Publish(SchedulingDbContext db, Series series, ConsentForm form, Consent consent, string token) => db.Publish(
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
