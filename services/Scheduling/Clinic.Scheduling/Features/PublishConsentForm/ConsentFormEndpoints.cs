using Clinic.Scheduling.Domain.Consents;
using Clinic.Scheduling.Features.Shared;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;
using FluentValidation;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.PublishConsentForm;

/// <summary>A consent form to publish: the next version of its code in its language.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Language">BCP 47 tag, default <c>en</c>.</param>
/// <param name="Text">The exact text, plain, 1 to 50,000 characters; paragraphs are separated by blank lines.</param>
/// <param name="ValidDays">Days for which a signature holds, 1 to 3650, default 365.</param>
internal sealed record PublishConsentFormRequest(string? Code, string? Language, string? Text, int? ValidDays);

/// <summary>A consent form.</summary>
/// <param name="Id">Key of this version.</param>
/// <param name="Code">Code.</param>
/// <param name="Version">Version.</param>
/// <param name="Language">Language.</param>
/// <param name="Text">The exact text.</param>
/// <param name="TextSha256">Its SHA-256, hex.</param>
/// <param name="ValidDays">Days for which a signature holds.</param>
internal sealed record ConsentFormView(Guid Id, string Code, int Version, string Language, string Text, string TextSha256, int ValidDays)
{
    public static ConsentFormView Of(ConsentForm f) => new(f.Id, f.Code, f.Version, f.Language, f.Text, f.TextSha256, f.ValidDays);
}

internal sealed class PublishConsentFormValidator : AbstractValidator<PublishConsentFormRequest>
{
    private const int MaxText = 50_000;

    public PublishConsentFormValidator()
    {
        RuleFor(r => r.Code).Code();
        RuleFor(r => r.Language).Language();
        RuleFor(r => r.Text).Must(t => !string.IsNullOrWhiteSpace(t) && t.Length <= MaxText)
            .WithMessage($"A text of 1 to {MaxText} characters is required.");
        RuleFor(r => r.ValidDays).InclusiveBetween(1, 3650);
    }
}

internal static class ConsentFormEndpoints
{
    private const int DefaultValidDays = 365;

    public static void MapConsentForms(this RouteGroupBuilder group)
    {
        group.MapPost("/consent-forms", PublishAsync)
            .RequireAuthorization(Policies.Admin)
            .Validate<PublishConsentFormRequest>()
            .WithName("PublishConsentForm")
            .WithSummary("Publishes the next version of a consent form")
            .Produces<ConsentFormView>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status409Conflict);
        group.MapGet("/consent-forms", ListAsync)
            .RequireAuthorization(Policies.Staff)
            .WithName("ListConsentForms")
            .WithSummary("Lists consent forms by code, language and version")
            .Produces<IReadOnlyList<ConsentFormView>>();
    }

    private static async Task<IResult> PublishAsync(
        PublishConsentFormRequest request, HttpContext http, Commands<SchedulingDbContext> commands, IClock clock)
    {
        try
        {
            return await commands.CreateAsync<ConsentFormView>(
                http, _ => "/api/scheduling/v1/consent-forms", (db, token) => AddAsync(db, request, clock, token));
        }
        catch (DbUpdateException e) when (DbErrors.IsUniqueViolation(e))
        {
            return Versions.PublishedMeanwhile().ToProblem();
        }
    }

    private static async Task<Outcome<ConsentFormView>> AddAsync(
        SchedulingDbContext db, PublishConsentFormRequest request, IClock clock, CancellationToken cancellationToken)
    {
        var language = request.Language ?? "en";
        var last = await db.ConsentForms.Where(f => f.Code == request.Code && f.Language == language)
            .MaxAsync(f => (int?)f.Version, cancellationToken);
        var form = new ConsentForm
        {
            Id = NewId.NextGuid(),
            Code = request.Code!,
            Version = (last ?? 0) + 1,
            Language = language,
            Text = request.Text!,
            TextSha256 = ConsentForm.HashOf(request.Text!),
            ValidDays = request.ValidDays ?? DefaultValidDays,
            PublishedAt = clock.GetCurrentInstant(),
        };
        db.ConsentForms.Add(form);
        return ConsentFormView.Of(form);
    }

    private static async Task<IResult> ListAsync(SchedulingDbContext db, CancellationToken cancellationToken)
    {
        var forms = await db.ConsentForms.AsNoTracking()
            .OrderBy(f => f.Code).ThenBy(f => f.Language).ThenBy(f => f.Version).ToListAsync(cancellationToken);
        return Results.Ok(forms.Select(ConsentFormView.Of));
    }
}
