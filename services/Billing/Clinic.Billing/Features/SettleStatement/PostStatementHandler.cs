using Clinic.Billing.Domain.Reconciliation;
using Clinic.Billing.Features.PostToLedger;
using Clinic.Billing.Persistence;
using Clinic.Billing.Persistence.Ledger;
using Clinic.Billing.Persistence.Reconciliation;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Http;
using Clinic.ServiceDefaults.Privacy;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Billing.Features.SettleStatement;

/// <summary>Posts what is certain of an import and queues the rest. Posting it again changes nothing.</summary>
/// <param name="settler">Settles.</param>
/// <param name="protection">Reads what the statement says.</param>
/// <param name="auditor">Records the act.</param>
/// <param name="clock">Dates it.</param>
/// <param name="configuration">From which score on money is posted: <c>Clinic:Billing:Reconciliation:PostFrom</c>.</param>
internal sealed class PostStatementHandler(Settler settler, Protection protection, Auditor auditor, IClock clock, IConfiguration configuration)
{
    private readonly double _postFrom = Math.Max(
        // Below it there are matches with a contradiction in them: a site may ask for more than that, and not for less.
        Match.DefaultPostFrom, configuration.GetValue("Clinic:Billing:Reconciliation:PostFrom", Match.DefaultPostFrom));

    /// <summary>True when a match is posted without a person.</summary>
    public bool IsCertain(Match match) => match.Score >= _postFrom && match.Allocations.Count > 0;

    public async Task<Outcome<StatementImport>> PostAsync(BillingDbContext db, Guid importId, CancellationToken cancellationToken)
    {
        var import = await db.StatementImports.Include(i => i.Lines).SingleOrDefaultAsync(i => i.Id == importId, cancellationToken);
        if (import is null)
        {
            return Refusal.NotFound("import", "importId");
        }

        var ledger = (await db.TakeLedgerAsync(import.SiteId, cancellationToken))!;
        // Asked again with the ledger taken: two callers at once would both have found a preview.
        await db.Entry(import).ReloadAsync(cancellationToken);
        if (import.PostedAt is not null || import.Lines.Count == 0)
        {
            import.PostedAt ??= clock.GetCurrentInstant();
            return import;
        }

        var matcher = await SiteMatcher.LoadAsync(db, ledger, import.Lines.Min(l => l.On), protection, cancellationToken);
        foreach (var line in import.Lines.OrderBy(l => l.LineNumber))
        {
            await PostAsync(db, ledger, matcher, line, cancellationToken);
        }

        import.PostedAt = clock.GetCurrentInstant();
        auditor.Record(db, "statement.post", null, importId);
        return import;
    }

    private async Task PostAsync(
        BillingDbContext db, SiteLedger ledger, SiteMatcher matcher, StatementLine line, CancellationToken cancellationToken)
    {
        var match = matcher.Find(line);
        line.Rule = match.Rule;
        line.Version++;
        if (!IsCertain(match))
        {
            line.State = line.AmountMinor <= 0 ? LineState.Dismissed : LineState.Queued;
            return;
        }

        var payer = match.Allocations[0].Item.Group;
        await settler.SettleAsync(
            db,
            ledger,
            line,
            new Division(match.Allocations, match.RemainderMinor, match.RemainderMinor > 0 ? payer : null, match.Rule, match.Score),
            cancellationToken);
        Matcher.Take(match);
        if (match.Rule == MatchRule.ReferenceAndAmount && match.Allocations[0].Item.Kind == OpenItemKind.Invoice)
        {
            await db.LearnPayerAsync(line, payer, cancellationToken);
        }
    }
}

/// <summary>Remembers who pays for whom.</summary>
internal static class PayerMemory
{
    /// <summary>Keeps the sender of a line as a payer of a patient; a sender who is known stays whose it is.</summary>
    public static async Task LearnPayerAsync(this BillingDbContext db, StatementLine line, Guid patientId, CancellationToken cancellationToken)
    {
        if (line.PayerKey is { } key && await db.KnownPayers.FindAsync([line.SiteId, key], cancellationToken) is null)
        {
            db.KnownPayers.Add(new KnownPayer { SiteId = line.SiteId, PayerKey = key, PatientId = patientId });
        }
    }
}
