using Clinic.Billing.Domain.Reconciliation;
using Clinic.Billing.Features.SettleStatement;
using Clinic.Billing.Persistence;
using Clinic.Billing.Persistence.Reconciliation;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;
using Clinic.ServiceDefaults.Privacy;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Billing.Features.WorkExceptions;

/// <summary>A part of a line for an item.</summary>
internal sealed record AssignPart(Guid ItemId, long AmountMinor);

/// <summary>A part of a line that becomes a patient's credit.</summary>
internal sealed record AssignCredit(Guid PatientId, long AmountMinor);

/// <summary>How a line is divided; parts and credit add up to it.</summary>
internal sealed record AssignRequest(IReadOnlyList<AssignPart>? Parts, AssignCredit? Credit);

/// <summary>Why.</summary>
/// <param name="Reason">1 to 200 characters.</param>
internal sealed record ReasonRequest(string? Reason);

/// <summary>A line after somebody worked on it.</summary>
internal sealed record WorkedLine(Guid Id, LineState State);

/// <summary>A line that waits for a person.</summary>
internal sealed record WaitingLine(
    Guid Id, DateOnly On, HttpMoney Amount, string Reference, string Text, string Payer, MatchRule Rule, double Score, string Explanation, IReadOnlyList<Candidate> Candidates);

/// <summary>An item that it may settle.</summary>
/// <param name="ItemId">The invoice or payment.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Reference">Its number or reference.</param>
/// <param name="Open">What is open of it.</param>
/// <param name="Since">Since when.</param>
internal sealed record Candidate(Guid ItemId, OpenItemKind Kind, string Reference, HttpMoney Open, DateOnly Since);

internal sealed class AssignValidator : AbstractValidator<AssignRequest>
{
    public AssignValidator()
    {
        RuleFor(r => r.Parts).Must(p => p is null || p.All(x => x is { AmountMinor: > 0 and <= HttpMoneyRules.MaxAmountMinor }))
            .WithMessage("Every part is more than zero.");
        RuleFor(r => r.Parts).Must(p => p is null || p.Where(x => x is not null).GroupBy(x => x.ItemId).All(same => same.Count() == 1))
            .WithMessage("Every item is named once.");
        RuleFor(r => r.Credit).Must(c => c is null or { AmountMinor: > 0 and <= HttpMoneyRules.MaxAmountMinor })
            .WithMessage("A credit is more than zero.");
    }
}

internal sealed class ReasonValidator : AbstractValidator<ReasonRequest>
{
    public ReasonValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(StatementLine.Mapping.ReasonLength);
}

internal static class ExceptionEndpoint
{
    private const int MostCandidates = 20;

    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/statement-exceptions", ListAsync)
            .RequireAuthorization(Policies.Billing)
            .WithName("ListStatementExceptions")
            .WithSummary("Up to 200 lines that wait for a person, the oldest first, with what they may settle")
            .Produces<IReadOnlyList<WaitingLine>>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        Write<AssignRequest>(group, "assign", "AssignStatementLine", "Divides a waiting line among items and credit", (handler, db, id, request, token) => handler.AssignAsync(db, id, request, token));
        Write<ReasonRequest>(group, "dismiss", "DismissStatementLine", "Says that a waiting line isn't a patient's money", (handler, db, id, request, token) => handler.DismissAsync(db, id, request.Reason!, token));
        Write<ReasonRequest>(group, "undo", "UndoStatementLine", "Takes back what a line settled, by a new journal entry", (handler, db, id, request, token) => handler.UndoAsync(db, id, request.Reason!, token));
    }

    private static void Write<TRequest>(
        RouteGroupBuilder group,
        string verb,
        string name,
        string summary,
        Func<ExceptionHandler, BillingDbContext, Guid, TRequest, CancellationToken, Task<Outcome<WorkedLine>>> work)
        where TRequest : class => group
        .MapPost(
            $"/statement-lines/{{lineId:guid}}/{verb}",
            (Guid lineId, TRequest request, HttpContext http, Commands<BillingDbContext> commands, ExceptionHandler handler) =>
                commands.ExecuteAsync(http, (db, token) => work(handler, db, lineId, request, token)))
        .RequireAuthorization(Policies.Billing)
        .Validate<TRequest>()
        .WithName(name)
        .WithSummary(summary)
        .Produces<WorkedLine>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> ListAsync(
        Guid siteId,
        BillingDbContext db,
        Transactor<BillingDbContext> transactor,
        Auditor auditor,
        Protection protection,
        CancellationToken cancellationToken)
    {
        var ledger = await db.SiteLedgers.AsNoTracking().SingleOrDefaultAsync(l => l.SiteId == siteId, cancellationToken);
        if (ledger is null)
        {
            return Refusal.NotFound("site with a billing policy", "siteId").ToProblem();
        }

        var lines = await db.StatementLines.AsNoTracking()
            .Where(l => l.SiteId == siteId && l.State == LineState.Queued)
            .OrderBy(l => l.On).ThenBy(l => l.Id).Take(Paging.MaxSize)
            .ToListAsync(cancellationToken);
        await auditor.RecordReadAsync(transactor, "statement-exceptions.list", null, siteId, cancellationToken);
        if (lines.Count == 0)
        {
            return Results.Ok(Array.Empty<WaitingLine>());
        }

        var matcher = await SiteMatcher.LoadAsync(db, ledger, lines[0].On, protection, cancellationToken);
        return Results.Ok(lines.ConvertAll(line => Show(line, matcher, protection, ledger.Currency)));
    }

    private static WaitingLine Show(StatementLine line, SiteMatcher matcher, Protection protection, string currency)
    {
        var text = protection.Unprotect<StatementText>(StatementText.Purpose, line.ProtectedText);
        var match = matcher.Find(line);
        return new WaitingLine(
            line.Id,
            line.On.ToDateOnly(),
            new HttpMoney(line.AmountMinor, currency),
            text.Reference,
            text.Text,
            text.Payer,
            match.Rule,
            match.Score,
            match.Explain(),
            [.. matcher.Candidates(line, match).Take(MostCandidates).Select(i =>
                new Candidate(i.Id, i.Kind, i.Reference, new HttpMoney(i.OpenMinor, currency), i.Since.ToDateOnly()))]);
    }
}
