using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Clinic.Billing.Features.PostToLedger;
using Clinic.Billing.Features.SettleStatement;
using Clinic.Billing.Persistence;
using Clinic.Billing.Persistence.Reconciliation;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Http;
using Clinic.ServiceDefaults.Privacy;
using MassTransit;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Billing.Features.ImportStatement;

/// <summary>Keeps a statement as a preview. The same bytes again are the same import; a bad line refuses the file.</summary>
/// <param name="protection">Encrypts what names payers.</param>
/// <param name="provider">Encrypts the file.</param>
/// <param name="auditor">Records the act.</param>
/// <param name="clock">Dates it.</param>
internal sealed class ImportStatementHandler(Protection protection, IDataProtectionProvider provider, Auditor auditor, IClock clock)
{
    /// <summary>Lines of one file: they are posted in one transaction, in which the site's ledger is taken.</summary>
    public const int MostLines = 10_000;

    public async Task<Outcome<StatementImport>> ImportAsync(
        BillingDbContext db, ImportStatementRequest request, CancellationToken cancellationToken)
    {
        if (await db.TakeLedgerAsync(request.SiteId!.Value, cancellationToken) is null)
        {
            return Refusal.NotFound("site with a billing policy", "siteId");
        }

        var hash = Convert.ToHexString(SHA256.HashData(request.Content!));
        var same = await db.StatementImports.Include(i => i.Lines)
            .SingleOrDefaultAsync(i => i.SiteId == request.SiteId && i.Sha256 == hash, cancellationToken);
        if (same is not null)
        {
            return same;
        }

        var format = await db.BankFormats.SingleOrDefaultAsync(
            f => f.Id == request.BankFormatId && f.SiteId == request.SiteId, cancellationToken);
        if (format is null)
        {
            return Refusal.NotFound("bank format of this site", "bankFormatId");
        }

        var (lines, problem) = Read(request.Content!, format);
        if (problem is not null)
        {
            return Refusal.Rule("malformed-file", $"Line {problem.Line}: {problem.Reason}", "content") with
            { Extensions = new Dictionary<string, object?> { ["line"] = problem.Line, ["reason"] = problem.Reason } };
        }

        return await KeepAsync(db, request, format, hash, lines, cancellationToken);
    }

    private static (List<BankLine> Lines, BadLine? Problem) Read(byte[] content, BankFormat format)
    {
        var lines = new List<BankLine>();
        using var reader = new StatementReader(new MemoryStream(content), format);
        while (reader.Read())
        {
            lines.Add(reader.Current);
            if (lines.Count > MostLines)
            {
                return ([], new BadLine(reader.Current.LineNumber, $"A file has at most {MostLines} lines; divide it."));
            }
        }

        return reader.Problem is null && lines.Count == 0 ? ([], new BadLine(1, "There is no line behind the header.")) : (lines, reader.Problem);
    }

    private async Task<StatementImport> KeepAsync(
        BillingDbContext db, ImportStatementRequest request, BankFormat format, string hash, List<BankLine> lines, CancellationToken cancellationToken)
    {
        var id = NewId.NextGuid();
        var kept = Lines(id, format, lines);
        var first = lines.Min(l => l.On);
        var known = (await db.StatementLines
            .Where(l => l.SiteId == format.SiteId && l.On >= first)
            .Select(l => l.Fingerprint)
            .ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        var import = new StatementImport
        {
            Id = id,
            SiteId = format.SiteId,
            BankFormatId = format.Id,
            Sha256 = hash,
            ProtectedContent = provider.CreateProtector(StatementImport.Purpose).Protect(request.Content!),
            KnownLines = kept.Count(l => known.Contains(l.Fingerprint)),
            ImportedAt = clock.GetCurrentInstant(),
        };
        import.Lines.AddRange(kept.Where(l => !known.Contains(l.Fingerprint)));
        db.StatementImports.Add(import);
        auditor.Record(db, "statement.import", null, id);
        return import;
    }

    private List<StatementLine> Lines(Guid importId, BankFormat format, List<BankLine> lines)
    {
        var equals = new Dictionary<BankLine, int>();
        return lines.ConvertAll(line =>
        {
            var alike = line with { LineNumber = 0 };
            equals[alike] = equals.GetValueOrDefault(alike) + 1;
            return new StatementLine
            {
                Id = NewId.NextGuid(),
                ImportId = importId,
                SiteId = format.SiteId,
                LineNumber = line.LineNumber,
                On = line.On,
                AmountMinor = line.AmountMinor,
                ProtectedText = protection.Protect(StatementText.Purpose, new StatementText(line.Reference, line.Text, line.Payer)),
                PayerKey = PayerKeys.Of(line.Payer),
                IsDeskDeposit = format.DepositWord is { Length: > 0 } word && line.Text.Contains(word, StringComparison.OrdinalIgnoreCase),
                Fingerprint = Fingerprint(format.Id, alike, equals[alike]),
                State = LineState.Previewed,
                Version = 1,
            };
        });
    }

    private static string Fingerprint(Guid formatId, BankLine line, int occurrence)
    {
        var all = string.Join('\n', formatId, line.On.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture), line.AmountMinor, line.Reference, line.Text, line.Payer, occurrence);
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(all)));
    }
}
