using Clinic.Scheduling.Features.FindPlace;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Scheduling.Features.RequestConsent;

/// <summary>The form that a patient is to sign, without its text, which is long and read by the patient alone.</summary>
/// <param name="Id">The form's version.</param>
/// <param name="Code">Which form.</param>
/// <param name="Language">BCP 47.</param>
/// <param name="Version">Counts the form's texts in this language.</param>
/// <param name="TextSha256">Hash of the exact text.</param>
internal sealed record FormToSign(Guid Id, string Code, string Language, int Version, string TextSha256)
{
    /// <summary>The newest version in the patient's language; else in the language without its region; else in any.</summary>
    public static async Task<Outcome<FormToSign>> FindAsync(
        SchedulingDbContext db, SeriesSubject subject, CancellationToken cancellationToken)
    {
        var forms = await db.ConsentForms.Where(f => f.Code == subject.Protocol.ConsentFormCode)
            .OrderByDescending(f => f.Version)
            .Select(f => new FormToSign(f.Id, f.Code, f.Language, f.Version, f.TextSha256))
            .ToListAsync(cancellationToken);
        return Best(forms, subject.Patient.Language) is { } best
            ? best
            : Refusal.Rule("no-consent-form", "The protocol's consent form isn't published.", "protocolId");
    }

    private static FormToSign? Best(List<FormToSign> newestFirst, string language) =>
        newestFirst.Find(f => f.Language == language)
        ?? newestFirst.Find(f => f.Language == language.Split('-')[0])
        ?? newestFirst.FirstOrDefault();
}
