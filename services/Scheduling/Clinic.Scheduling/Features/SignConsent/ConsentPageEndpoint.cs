using Clinic.Scheduling.Features.Shared;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Database;

namespace Clinic.Scheduling.Features.SignConsent;

/// <summary>The page that a patient's link opens. Anonymous on purpose: the link is the key.</summary>
internal static class ConsentPageEndpoint
{
    public static void MapConsentPage(this WebApplication app)
    {
        app.MapGet("/consent/{token}", ShowAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapPost("/consent/{token}", SignAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> ShowAsync(
        string token,
        HttpContext http,
        SchedulingDbContext db,
        ConsentSigning signing,
        Transactor<SchedulingDbContext> transactor,
        Auditor auditor,
        CancellationToken cancellationToken)
    {
        var open = await signing.OpenAsync(db, token, cancellationToken);
        if (!open.Succeeded)
        {
            return LinkPage.Send(http, ConsentPage.NoLink(), open.Refusal.Status);
        }

        await auditor.RecordReadAsync(
            transactor, "consent.open", open.Value.Consent.PatientId, open.Value.Consent.Id, cancellationToken);
        return LinkPage.Send(http, ConsentPage.Form(open.Value, error: null));
    }

    private static async Task<IResult> SignAsync(
        string token,
        HttpContext http,
        SchedulingDbContext db,
        ConsentSigning signing,
        Transactor<SchedulingDbContext> transactor,
        CancellationToken cancellationToken)
    {
        // Read by hand: the token in the address is what a forged form lacks, so no anti-forgery cookie is needed.
        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(cancellationToken) : FormCollection.Empty;
        var name = form["fullName"].ToString().Trim();
        if (Missing(name, form["accepted"] == "true") is { } error)
        {
            var open = await signing.OpenAsync(db, token, cancellationToken);
            return open.Succeeded
                ? LinkPage.Send(http, ConsentPage.Form(open.Value, error), StatusCodes.Status400BadRequest)
                : LinkPage.Send(http, ConsentPage.NoLink(), open.Refusal.Status);
        }

        var signature = new Signature(token, name, "link-page", http.Connection.RemoteIpAddress?.ToString());
        var signed = await transactor.TryWriteAsync((context, t) => signing.SignAsync(context, signature, t), cancellationToken);
        return signed.Succeeded
            ? LinkPage.Send(http, ConsentPage.Thanks(signed.Value))
            : LinkPage.Send(http, ConsentPage.NoLink(), signed.Refusal.Status);
    }

    private static string? Missing(string name, bool accepted) => (name.Length, accepted) switch
    {
        (0, _) => "Please type your full name.",
        ( > Rules.MaxName, _) => $"Please shorten the name to {Rules.MaxName} characters.",
        _ when name.Any(char.IsControl) => "Please type your name without special characters.",
        (_, false) => "Please tick the box if you agree.",
        _ => null,
    };
}
