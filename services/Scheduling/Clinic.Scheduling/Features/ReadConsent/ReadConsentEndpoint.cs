using Clinic.Scheduling.Domain.Consents;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Scheduling.Features.ReadConsent;

/// <summary>A consent; times are UTC.</summary>
/// <param name="Id">Key.</param>
/// <param name="SeriesId">The series it covers.</param>
/// <param name="PatientId">The patient.</param>
/// <param name="FormCode">Code of the form.</param>
/// <param name="FormVersion">Version of the form.</param>
/// <param name="Language">Language of the text.</param>
/// <param name="TextSha256">SHA-256 of the exact text, hex.</param>
/// <param name="DrugCode">Scope: the drug.</param>
/// <param name="Indication">Scope: the ICD-10-CM code or codes.</param>
/// <param name="Infusions">Scope: how many infusions.</param>
/// <param name="State">Where it stands.</param>
/// <param name="RequestedAt">When it was asked for.</param>
/// <param name="LinkExpiresAt">When the link stops working, exclusive.</param>
/// <param name="SignedAt">When it was signed.</param>
/// <param name="SignedName">The name as typed.</param>
/// <param name="SignedBy">How it was signed.</param>
/// <param name="SignedFrom">From which network address.</param>
/// <param name="ValidUntil">Until when the signature holds, exclusive.</param>
/// <param name="WithdrawnAt">When it was withdrawn.</param>
/// <param name="Version">Version, also the ETag.</param>
internal sealed record ConsentView(
    Guid Id,
    Guid SeriesId,
    Guid PatientId,
    string FormCode,
    int FormVersion,
    string Language,
    string TextSha256,
    string DrugCode,
    string Indication,
    int Infusions,
    ConsentState State,
    DateTimeOffset RequestedAt,
    DateTimeOffset LinkExpiresAt,
    DateTimeOffset? SignedAt,
    string? SignedName,
    string? SignedBy,
    string? SignedFrom,
    DateTimeOffset? ValidUntil,
    DateTimeOffset? WithdrawnAt,
    int Version) : IVersioned
{
    public static ConsentView Of(Consent c, ConsentForm f) => new(
        c.Id,
        c.SeriesId,
        c.PatientId,
        f.Code,
        f.Version,
        f.Language,
        c.TextSha256,
        c.DrugCode,
        c.Indication,
        c.Infusions,
        c.State,
        c.RequestedAt.ToDateTimeOffset(),
        c.LinkExpiresAt.ToDateTimeOffset(),
        c.SignedAt?.ToDateTimeOffset(),
        c.SignedName,
        c.SignedBy,
        c.SignedFrom,
        c.ValidUntil?.ToDateTimeOffset(),
        c.WithdrawnAt?.ToDateTimeOffset(),
        c.Version);
}

internal static class ReadConsentEndpoint
{
    public static void MapReadConsent(this RouteGroupBuilder group) => group
        .MapGet("/consents/{id:guid}", HandleAsync)
        .RequireAuthorization(Policies.Care)
        .WithName("GetConsent")
        .WithSummary("Shows a consent")
        .Produces<ConsentView>()
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(
        Guid id,
        HttpContext http,
        SchedulingDbContext db,
        Transactor<SchedulingDbContext> transactor,
        Auditor auditor,
        CancellationToken cancellationToken)
    {
        if (await db.Consents.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } consent)
        {
            return Refusal.NotFound("consent", "id").ToProblem();
        }

        var form = await db.ConsentForms.AsNoTracking().SingleAsync(f => f.Id == consent.FormId, cancellationToken);
        await auditor.RecordReadAsync(transactor, "consent.read", consent.PatientId, id, cancellationToken);
        return EntityTag.Ok(http, ConsentView.Of(consent, form));
    }
}
