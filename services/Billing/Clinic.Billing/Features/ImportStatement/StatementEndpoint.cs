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

namespace Clinic.Billing.Features.ImportStatement;

internal sealed class ImportStatementValidator : AbstractValidator<ImportStatementRequest>
{
    private const int MostBytes = 8 * 1024 * 1024;

    public ImportStatementValidator()
    {
        RuleFor(r => r.SiteId).NotEmpty();
        RuleFor(r => r.BankFormatId).NotEmpty();
        RuleFor(r => r.Content).Must(c => c is { Length: > 0 and <= MostBytes }).WithMessage("The file has 1 byte to 8 MiB.");
    }
}

internal static class StatementEndpoint
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapPost("/statements", ImportAsync)
            .RequireAuthorization(Policies.Billing)
            .Validate<ImportStatementRequest>()
            .WithName("ImportStatement")
            .WithSummary("Keeps a bank statement and shows what posting it would settle; the same file again is the same import")
            .Produces<StatementAnswer>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        group.MapGet("/statements/{importId:guid}", ReadAsync)
            .RequireAuthorization(Policies.Billing)
            .WithName("ReadStatement")
            .WithSummary("An imported statement; before it is posted, what posting would do now")
            .Produces<StatementAnswer>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("/statements/{importId:guid}/post", PostAsync)
            .RequireAuthorization(Policies.Billing)
            .WithName("PostStatement")
            .WithSummary("Posts what is certain of a statement and queues the rest; again it changes nothing")
            .Produces<StatementAnswer>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Task<IResult> ImportAsync(
        ImportStatementRequest request,
        HttpContext http,
        Commands<BillingDbContext> commands,
        ImportStatementHandler handler,
        PostStatementHandler poster,
        Protection protection) => commands.CreateAsync<StatementAnswer>(
            http,
            s => $"/api/billing/v1/statements/{s.Id}",
            async (db, token) =>
            {
                var import = await handler.ImportAsync(db, request, token);
                return import.Succeeded ? await ShowAsync(db, import.Value, poster, protection, token) : import.Refusal;
            });

    private static async Task<IResult> ReadAsync(
        Guid importId,
        BillingDbContext db,
        Transactor<BillingDbContext> transactor,
        Auditor auditor,
        PostStatementHandler poster,
        Protection protection,
        CancellationToken cancellationToken)
    {
        var import = await db.StatementImports.AsNoTracking().Include(i => i.Lines).SingleOrDefaultAsync(i => i.Id == importId, cancellationToken);
        if (import is null)
        {
            return Refusal.NotFound("import", "importId").ToProblem();
        }

        await auditor.RecordReadAsync(transactor, "statement.read", null, importId, cancellationToken);
        return Results.Ok(await ShowAsync(db, import, poster, protection, cancellationToken));
    }

    private static Task<IResult> PostAsync(
        Guid importId, HttpContext http, Commands<BillingDbContext> commands, PostStatementHandler handler, Protection protection) =>
        commands.ExecuteAsync<StatementAnswer>(
            http,
            async (db, token) =>
            {
                var import = await handler.PostAsync(db, importId, token);
                return import.Succeeded ? await ShowAsync(db, import.Value, handler, protection, token) : import.Refusal;
            });

    private static async Task<StatementAnswer> ShowAsync(
        BillingDbContext db, StatementImport import, PostStatementHandler poster, Protection protection, CancellationToken cancellationToken)
    {
        var ledger = await db.SiteLedgers.SingleAsync(l => l.SiteId == import.SiteId, cancellationToken);
        var matcher = import.PostedAt is null && import.Lines.Count > 0
            ? await SiteMatcher.LoadAsync(db, ledger, import.Lines.Min(l => l.On), protection, cancellationToken)
            : null;
        var lines = new List<StatementLineAnswer>(import.Lines.Count);
        foreach (var line in import.Lines.OrderBy(l => l.LineNumber))
        {
            var match = matcher?.Find(line);
            lines.Add(StatementLineAnswer.Of(line, ledger.Currency, match));
            // What posting would settle isn't open for the next line.
            if (match is not null && poster.IsCertain(match))
            {
                Matcher.Take(match);
            }
        }

        return new StatementAnswer(import.Id, import.SiteId, import.Sha256, import.KnownLines, import.PostedAt is not null, lines);
    }
}
