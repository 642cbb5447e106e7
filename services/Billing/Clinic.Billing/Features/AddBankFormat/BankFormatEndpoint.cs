using Clinic.Billing.Features.PostToLedger;
using Clinic.Billing.Persistence;
using Clinic.Billing.Persistence.Reconciliation;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using FluentValidation;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace Clinic.Billing.Features.AddBankFormat;

/// <summary>How a bank's statements are laid out. Files are UTF-8 with a header; amounts have a decimal point, and what arrives is positive.</summary>
/// <param name="SiteId">The site that has the account.</param>
/// <param name="Name">For people; unique at the site.</param>
/// <param name="Separator">Between the columns: comma, semicolon or tab.</param>
/// <param name="DateColumn">Header of the booking date.</param>
/// <param name="DateFormat">How dates are written, by NodaTime's letters: <c>MM/dd/uuuu</c>, <c>uuuu-MM-dd</c>.</param>
/// <param name="AmountColumn">Header of the signed amount.</param>
/// <param name="TextColumn">Header of the text.</param>
/// <param name="ReferenceColumn">Header of the reference, if the bank has one.</param>
/// <param name="PayerColumn">Header of who sent the money, if the bank says so.</param>
/// <param name="DepositWord">A word in the text of what the clinic pays in itself, for example <c>DEPOSIT</c>.</param>
internal sealed record BankFormatRequest(
    Guid? SiteId,
    string? Name,
    string? Separator,
    string? DateColumn,
    string? DateFormat,
    string? AmountColumn,
    string? TextColumn,
    string? ReferenceColumn,
    string? PayerColumn,
    string? DepositWord);

/// <summary>How a bank's statements are laid out.</summary>
internal sealed record BankFormatAnswer(
    Guid Id,
    Guid SiteId,
    string Name,
    string Separator,
    string DateColumn,
    string DateFormat,
    string AmountColumn,
    string TextColumn,
    string? ReferenceColumn,
    string? PayerColumn,
    string? DepositWord)
{
    public static BankFormatAnswer Of(BankFormat f) => new(
        f.Id, f.SiteId, f.Name, f.Separator, f.DateColumn, f.DateFormat, f.AmountColumn, f.TextColumn, f.ReferenceColumn, f.PayerColumn, f.DepositWord);
}

internal sealed class BankFormatValidator : AbstractValidator<BankFormatRequest>
{
    private const int Longest = BankFormat.Mapping.NameLength;

    public BankFormatValidator()
    {
        RuleFor(r => r.SiteId).NotEmpty();
        RuleFor(r => r.Separator).Must(s => s is "," or ";" or "\t").WithMessage("The separator is a comma, a semicolon or a tab.");
        RuleFor(r => r.Name).NotEmpty().MaximumLength(Longest);
        RuleFor(r => r.DateColumn).NotEmpty().MaximumLength(Longest);
        RuleFor(r => r.AmountColumn).NotEmpty().MaximumLength(Longest);
        RuleFor(r => r.TextColumn).NotEmpty().MaximumLength(Longest);
        RuleFor(r => r.ReferenceColumn).MaximumLength(Longest);
        RuleFor(r => r.PayerColumn).MaximumLength(Longest);
        RuleFor(r => r.DepositWord).MaximumLength(Longest);
        RuleFor(r => r.DateFormat).NotEmpty().MaximumLength(Longest)
            .Must(IsPattern).WithMessage("The date format is a pattern such as MM/dd/uuuu.");
    }

    private static bool IsPattern(string? format)
    {
        try
        {
            var day = new LocalDate(2026, 11, 24);
            var pattern = LocalDatePattern.CreateWithInvariantCulture(format ?? "");
            return pattern.Parse(pattern.Format(day)).TryGetValue(default, out var read) && read == day;
        }
        catch (InvalidPatternException)
        {
            return false;
        }
    }
}

internal static class BankFormatEndpoint
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapPost("/bank-formats", AddAsync)
            .RequireAuthorization(Policies.Billing)
            .Validate<BankFormatRequest>()
            .WithName("AddBankFormat")
            .WithSummary("Saves how a bank's statements are laid out")
            .Produces<BankFormatAnswer>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        group.MapGet("/bank-formats", ListAsync)
            .RequireAuthorization(Policies.Billing)
            .WithName("ListBankFormats")
            .WithSummary("The bank formats of a site, by name")
            .Produces<IReadOnlyList<BankFormatAnswer>>();
    }

    private static Task<IResult> AddAsync(
        BankFormatRequest request, HttpContext http, Commands<BillingDbContext> commands, Auditor auditor, IClock clock) =>
        commands.CreateAsync<BankFormatAnswer>(
            http,
            f => $"/api/billing/v1/bank-formats?siteId={f.SiteId}",
            async (db, token) =>
            {
                if (await db.TakeLedgerAsync(request.SiteId!.Value, token) is null)
                {
                    return Refusal.NotFound("site with a billing policy", "siteId");
                }

                if (await db.BankFormats.AnyAsync(f => f.SiteId == request.SiteId && f.Name == request.Name, token))
                {
                    return Refusal.Conflict("name-taken", "The site has a format of this name.", "name");
                }

                var format = Write(request, clock.GetCurrentInstant());
                db.BankFormats.Add(format);
                auditor.Record(db, "bank-format.add", null, format.Id);
                return BankFormatAnswer.Of(format);
            });

    private static BankFormat Write(BankFormatRequest request, Instant now) => new()
    {
        Id = NewId.NextGuid(),
        SiteId = request.SiteId!.Value,
        Name = request.Name!,
        Separator = request.Separator!,
        DateColumn = request.DateColumn!,
        DateFormat = request.DateFormat!,
        AmountColumn = request.AmountColumn!,
        TextColumn = request.TextColumn!,
        ReferenceColumn = request.ReferenceColumn,
        PayerColumn = request.PayerColumn,
        DepositWord = request.DepositWord,
        AddedAt = now,
    };

    private static async Task<IReadOnlyList<BankFormatAnswer>> ListAsync(Guid siteId, BillingDbContext db, CancellationToken cancellationToken) =>
        (await db.BankFormats.AsNoTracking().Where(f => f.SiteId == siteId).OrderBy(f => f.Name).ToListAsync(cancellationToken))
        .ConvertAll(BankFormatAnswer.Of);
}
