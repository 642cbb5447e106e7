using Clinic.Contracts.Scheduling;
using Clinic.Messaging.Outbox;
using Clinic.Scheduling.Domain.Consents;
using Clinic.Scheduling.Features.Shared;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.SignConsent;

/// <summary>A consent that waits for a signature, with its form.</summary>
/// <param name="Consent">The consent.</param>
/// <param name="Form">The exact form.</param>
internal sealed record OpenConsent(Consent Consent, ConsentForm Form);

/// <summary>A signature as it was given.</summary>
/// <param name="Token">The link's token.</param>
/// <param name="FullName">The name as typed.</param>
/// <param name="How">Through the page or through the API.</param>
/// <param name="From">The network address, if known.</param>
internal sealed record Signature(string Token, string FullName, string How, string? From);

/// <summary>Opens and signs consents by the token of a link. Whoever has no working link learns nothing but that.</summary>
/// <param name="auditor">Records who signed.</param>
/// <param name="clock">The present.</param>
internal sealed class ConsentSigning(Auditor auditor, IClock clock)
{
    private static readonly Refusal Unknown = new(StatusCodes.Status404NotFound, "not-found", "There is no such link.");
    private static readonly Refusal Gone = new(StatusCodes.Status410Gone, "gone", "This link no longer works.");

    /// <summary>404 for a token that was never sent, 410 for one that was used or has expired.</summary>
    public async Task<Outcome<OpenConsent>> OpenAsync(SchedulingDbContext db, string? token, CancellationToken cancellationToken)
    {
        var hash = LinkToken.HashOf(token);
        if (await db.Consents.AsNoTracking().SingleOrDefaultAsync(c => c.TokenSha256 == hash, cancellationToken) is not { } consent)
        {
            return Unknown;
        }

        return consent.State == ConsentState.Requested && clock.GetCurrentInstant() < consent.LinkExpiresAt
            ? new OpenConsent(consent, await db.ConsentForms.AsNoTracking().SingleAsync(f => f.Id == consent.FormId, cancellationToken))
            : Gone;
    }

    /// <summary>Signs once: the condition of the update lets one caller through, whoever else holds the link.</summary>
    public async Task<Outcome<OpenConsent>> SignAsync(SchedulingDbContext db, Signature signature, CancellationToken cancellationToken)
    {
        var open = await OpenAsync(db, signature.Token, cancellationToken);
        if (!open.Succeeded)
        {
            return open.Refusal;
        }

        var (consent, form, now) = (open.Value.Consent, open.Value.Form, clock.GetCurrentInstant());
        var validUntil = now + Duration.FromDays(form.ValidDays);
        var signed = await db.Consents
            .Where(c => c.Id == consent.Id && c.State == ConsentState.Requested && c.LinkExpiresAt > now)
            .ExecuteUpdateAsync(
                c => c.SetProperty(x => x.State, ConsentState.Signed)
                    .SetProperty(x => x.SignedAt, now)
                    .SetProperty(x => x.SignedName, signature.FullName)
                    .SetProperty(x => x.SignedBy, signature.How)
                    .SetProperty(x => x.SignedFrom, signature.From)
                    .SetProperty(x => x.ValidUntil, validUntil)
                    .SetProperty(x => x.Version, x => x.Version + 1),
                cancellationToken);
        if (signed == 0)
        {
            return Gone;
        }

        Publish(db, consent, form, now);
        auditor.Record(db, "consent.sign", consent.PatientId, consent.Id);
        return new OpenConsent(await db.Consents.AsNoTracking().SingleAsync(c => c.Id == consent.Id, cancellationToken), form);
    }

    private static void Publish(SchedulingDbContext db, Consent consent, ConsentForm form, Instant now) => db.Publish(
        new OffLabelConsentSigned(consent.Id, consent.SeriesId, consent.PatientId, form.Code, form.Version, now.ToDateTimeOffset()),
        consent.SeriesId,
        now);
}
