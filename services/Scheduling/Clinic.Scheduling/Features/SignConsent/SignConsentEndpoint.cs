using Clinic.Scheduling.Features.Shared;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Http;
using FluentValidation;

namespace Clinic.Scheduling.Features.SignConsent;

/// <summary>A signature by whoever holds the link.</summary>
/// <param name="Token">The last part of the link.</param>
/// <param name="FullName">The full name as typed, at most 200 characters.</param>
/// <param name="Accepted">Must be true.</param>
internal sealed record SignConsentRequest(string? Token, string? FullName, bool? Accepted);

internal sealed class SignConsentValidator : AbstractValidator<SignConsentRequest>
{
    public SignConsentValidator()
    {
        RuleFor(r => r.Token).NotEmpty().WithMessage("The token of the link is required.");
        RuleFor(r => r.FullName).Name();
        RuleFor(r => r.Accepted).Equal(true).WithMessage("The text must be accepted to be signed.");
    }
}

internal static class SignConsentEndpoint
{
    public static void MapSignConsent(this RouteGroupBuilder group) => group
        .MapPost("/consent-signatures", HandleAsync)
        .AllowAnonymous()
        .Validate<SignConsentRequest>()
        .WithName("SignConsent")
        .WithSummary("Signs a consent by the token of its link; the link is the key, no bearer token is needed")
        .Produces<SignedConsentView>(StatusCodes.Status201Created)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status410Gone);

    private static Task<IResult> HandleAsync(
        SignConsentRequest request, HttpContext http, Commands<SchedulingDbContext> commands, ConsentSigning signing) =>
        commands.CreateAsync<SignedConsentView>(
            http,
            signed => $"{SchedulingService.BasePath}/consents/{signed.ConsentId}",
            async (db, token) =>
            {
                var signature = new Signature(
                    request.Token!, request.FullName!.Trim(), "link-api", http.Connection.RemoteIpAddress?.ToString());
                var signed = await signing.SignAsync(db, signature, token);
                return signed.Succeeded ? SignedConsentView.Of(signed.Value) : signed.Refusal;
            });
}

/// <summary>What was signed.</summary>
/// <param name="ConsentId">The consent.</param>
/// <param name="FormCode">The form.</param>
/// <param name="FormVersion">Its version.</param>
/// <param name="TextSha256">SHA-256 of the exact text, hex.</param>
/// <param name="SignedAt">When, UTC.</param>
internal sealed record SignedConsentView(Guid ConsentId, string FormCode, int FormVersion, string TextSha256, DateTimeOffset SignedAt)
{
    public static SignedConsentView Of(OpenConsent signed) => new(
        signed.Consent.Id, signed.Form.Code, signed.Form.Version, signed.Form.TextSha256, signed.Consent.SignedAt!.Value.ToDateTimeOffset());
}
