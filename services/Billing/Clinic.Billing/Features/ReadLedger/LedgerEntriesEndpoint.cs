using System.Globalization;
using Clinic.Billing.Domain.Ledger;
using Clinic.Billing.Features.Shared;
using Clinic.Billing.Persistence;
using Clinic.Billing.Persistence.Ledger;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Billing.Features.ReadLedger;

/// <summary>A journal entry.</summary>
/// <param name="Number">Place in the site's journal, from 1 without gaps.</param>
/// <param name="Kind">What it records.</param>
/// <param name="SourceId">The document it records.</param>
/// <param name="EffectiveOn">Accounting date in the site's zone.</param>
/// <param name="OccurredAt">When it was posted, with the site's offset.</param>
/// <param name="Lines">What it moved.</param>
internal sealed record JournalEntryAnswer(
    long Number, EntryKind Kind, Guid SourceId, DateOnly EffectiveOn, DateTimeOffset OccurredAt, IReadOnlyList<PostingAnswer> Lines)
{
    public static JournalEntryAnswer Of(JournalEntry entry, DateTimeZone zone) => new(
        entry.Number,
        entry.Kind,
        entry.SourceId,
        entry.EffectiveOn.ToDateOnly(),
        entry.OccurredAt.In(zone),
        [.. entry.Postings.OrderBy(p => p.Position).Select(PostingAnswer.Of)]);
}

/// <summary>An amount moved from the credited to the debited account.</summary>
/// <param name="Debit">Code of the debited account.</param>
/// <param name="Credit">Code of the credited account.</param>
/// <param name="PatientId">The patient whose account moved, or null.</param>
/// <param name="InvoiceId">The invoice whose open amount it changed, or null.</param>
/// <param name="Amount">How much, positive.</param>
internal sealed record PostingAnswer(string Debit, string Credit, Guid? PatientId, Guid? InvoiceId, HttpMoney Amount)
{
    public static PostingAnswer Of(Posting posting)
    {
        var patient = posting.Debit.PatientId != Account.NoPatient ? posting.Debit.PatientId : posting.Credit.PatientId;
        return new PostingAnswer(
            posting.Debit.Code,
            posting.Credit.Code,
            patient == Account.NoPatient ? null : patient,
            posting.InvoiceId,
            new HttpMoney(posting.AmountMinor, posting.Currency));
    }
}

internal static class LedgerEntriesEndpoint
{
    public static void Map(RouteGroupBuilder group) => group.MapGet("/ledger/entries", HandleAsync)
        .RequireAuthorization(Policies.Billing)
        .WithName("ListLedgerEntries")
        .WithSummary("A site's journal, from the first entry on")
        .Produces<Page<JournalEntryAnswer>>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(
        Guid siteId,
        int? limit,
        string? cursor,
        BillingDbContext db,
        Transactor<BillingDbContext> transactor,
        Auditor auditor,
        CancellationToken cancellationToken)
    {
        var size = Paging.Size(limit);
        var after = ReadCursor(cursor);
        if ((size.Refusal ?? after.Refusal) is { } refusal)
        {
            return refusal.ToProblem();
        }

        if (!await db.Policies.AnyAsync(p => p.SiteId == siteId, cancellationToken))
        {
            return Refusal.NotFound("site with a billing policy", "siteId").ToProblem();
        }

        var found = await db.JournalEntries.AsNoTracking()
            .Include(e => e.Postings).ThenInclude(p => p.Debit)
            .Include(e => e.Postings).ThenInclude(p => p.Credit)
            .Where(e => e.SiteId == siteId && e.Number > after.Value)
            .OrderBy(e => e.Number)
            .Take(size.Value + 1)
            .ToListAsync(cancellationToken);
        var zone = await db.SiteZoneAsync(siteId, cancellationToken);
        await auditor.RecordReadAsync(transactor, "ledger.list", null, siteId, cancellationToken);
        return Results.Ok(Paging.Of(
            found, size.Value, e => JournalEntryAnswer.Of(e, zone), e => e.Number.ToString(CultureInfo.InvariantCulture)));
    }

    private static Outcome<long> ReadCursor(string? cursor)
    {
        if (cursor is null)
        {
            return 0L;
        }

        var decoded = Paging.Decode(cursor);
        return !decoded.Succeeded ? decoded.Refusal
            : long.TryParse(decoded.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : Refusal.Invalid("cursor", "The cursor is not one that a list returned.");
    }
}
