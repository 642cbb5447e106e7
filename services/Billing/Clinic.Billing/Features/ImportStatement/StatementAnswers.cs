using Clinic.Billing.Domain.Reconciliation;
using Clinic.Billing.Persistence.Reconciliation;
using Clinic.ServiceDefaults.Http;

namespace Clinic.Billing.Features.ImportStatement;

/// <summary>A bank statement to import.</summary>
/// <param name="SiteId">The site that has the account.</param>
/// <param name="BankFormatId">How the file is laid out.</param>
/// <param name="Content">The file's bytes, in Base64: at most 8 MiB and 10,000 lines.</param>
internal sealed record ImportStatementRequest(Guid? SiteId, Guid? BankFormatId, byte[]? Content);

/// <summary>An imported statement.</summary>
/// <param name="Id">The import.</param>
/// <param name="SiteId">The site.</param>
/// <param name="Sha256">Of the file's bytes, in hexadecimal.</param>
/// <param name="KnownLines">Lines that an earlier statement had too; they are not kept again.</param>
/// <param name="IsPosted">False while it is a preview.</param>
/// <param name="Lines">Its new lines, in the file's order.</param>
internal sealed record StatementAnswer(
    Guid Id, Guid SiteId, string Sha256, int KnownLines, bool IsPosted, IReadOnlyList<StatementLineAnswer> Lines);

/// <summary>A line of a statement.</summary>
/// <param name="Id">The line.</param>
/// <param name="LineNumber">Line of the file.</param>
/// <param name="On">Booking date.</param>
/// <param name="Amount">What arrived; negative for what went out.</param>
/// <param name="State">What became of it.</param>
/// <param name="Rule">Why it was, or would be, matched or not.</param>
/// <param name="Score">From 0 to 1; null once it is posted.</param>
/// <param name="Explanation">The same as a sentence; null once it is posted.</param>
internal sealed record StatementLineAnswer(
    Guid Id, int LineNumber, DateOnly On, HttpMoney Amount, LineState State, MatchRule Rule, double? Score, string? Explanation)
{
    public static StatementLineAnswer Of(StatementLine line, string currency, Match? match) => new(
        line.Id,
        line.LineNumber,
        line.On.ToDateOnly(),
        new HttpMoney(line.AmountMinor, currency),
        line.State,
        match?.Rule ?? line.Rule,
        match?.Score,
        match?.Explain());
}
