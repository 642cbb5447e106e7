using Clinic.Billing.Persistence;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Billing.Tests.Ledger;

/// <summary>What a model says the books must hold.</summary>
internal sealed record ExpectedBooks(IReadOnlyDictionary<Guid, long> OpenBySession, long Credit, long Received);

/// <summary>Adds the postings up by itself, account code by account code; shares no query with the service.</summary>
internal static class BookCheck
{
    public static async Task VerifyAsync(BillingDbContext db, Guid site, ExpectedBooks expected)
    {
        var accounts = await db.Accounts.Where(a => a.SiteId == site).ToDictionaryAsync(a => a.Id, a => a.Code);
        var postings = await db.Postings.AsNoTracking().Where(p => p.SiteId == site).ToListAsync();
        long Balance(string code, Guid? invoice = null) => postings
            .Where(p => invoice is null || p.InvoiceId == invoice)
            .Sum(p => (accounts[p.DebitAccountId] == code ? p.AmountMinor : 0) - (accounts[p.CreditAccountId] == code ? p.AmountMinor : 0));

        var sessions = await db.TreatedSessions.AsNoTracking().Where(s => s.SiteId == site && s.InvoiceId != null).ToListAsync();
        Assert.Equal(expected.OpenBySession.Count, await db.Invoices.CountAsync(i => i.SiteId == site));
        Assert.Equal(
            expected.OpenBySession.OrderBy(o => o.Key),
            sessions.ToDictionary(s => s.SessionId, s => Balance("1200", s.InvoiceId)).OrderBy(o => o.Key));
        Assert.Equal(0, accounts.Values.Distinct().Sum(code => Balance(code)));
        Assert.Equal(expected.Received, Balance("1010"));
        Assert.Equal(expected.Credit, -Balance("2100"));
        Assert.True(expected.Credit >= 0);
        var numbers = await db.JournalEntries.Where(e => e.SiteId == site).OrderBy(e => e.Number).Select(e => e.Number).ToListAsync();
        Assert.Equal(Enumerable.Range(1, numbers.Count).Select(n => (long)n), numbers);
    }
}
