using Clinic.Billing.Features.ChargeInfusion;
using Clinic.Billing.Persistence.Ledger;
using Clinic.Billing.Tests.Rig;
using Clinic.Contracts.Scheduling;
using Clinic.ServiceDefaults.Database;
using Clinic.Testing;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Billing.Tests.Ledger;

public class AppendOnlyTests
{
    private static readonly string[] Changes =
    [
        "UPDATE Postings SET AmountMinor = AmountMinor + 1",
        "DELETE FROM Postings",
        "UPDATE JournalEntries SET EffectiveOn = '2020-01-01'",
        // One without postings: SQL Server looks at foreign keys before it fires triggers, and would refuse the others for those.
        "DELETE FROM JournalEntries WHERE NOT EXISTS (SELECT 1 FROM Postings WHERE Postings.EntryId = JournalEntries.Id)",
    ];

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task The_database_refuses_to_change_what_was_posted(DatabaseProvider provider)
    {
        await using var host = await PostedAsync(provider);
        await AddEmptyEntryAsync(host);

        foreach (var sql in Changes)
        {
            var refused = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(
                () => host.ReadAsync(db => db.Database.ExecuteSqlRawAsync(sql)));
            Assert.Contains("append-only", refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(2, await host.ReadAsync(db => db.Postings.CountAsync()));
        Assert.Equal(2, await host.ReadAsync(db => db.JournalEntries.CountAsync()));
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task The_database_refuses_a_posting_that_moves_nothing_or_backwards(DatabaseProvider provider)
    {
        await using var host = await PostedAsync(provider);
        var posting = await host.ReadAsync(db => db.Postings.AsNoTracking().FirstAsync());

        await Assert.ThrowsAsync<DbUpdateException>(() => AddAsync(host, Copy(posting, amountMinor: 0)));
        await Assert.ThrowsAsync<DbUpdateException>(() => AddAsync(host, Copy(posting, amountMinor: -1)));
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task The_database_refuses_a_posting_from_an_account_to_itself(DatabaseProvider provider)
    {
        await using var host = await PostedAsync(provider);
        var posting = await host.ReadAsync(db => db.Postings.AsNoTracking().FirstAsync());

        await Assert.ThrowsAsync<DbUpdateException>(() => AddAsync(host, Copy(posting, creditAccountId: posting.DebitAccountId)));
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task The_database_refuses_a_posting_to_another_sites_account(DatabaseProvider provider)
    {
        await using var host = await PostedAsync(provider);
        var other = Samples.Id();
        await host.SetPolicyAsync(other);
        await host.AddScheduleAsync(other);
        await host.ConsumeAsync<InfusionCompleted, InfusionCompletedConsumer>(Samples.Completed(other));
        var account = await host.ReadAsync(db => db.Accounts.FirstAsync(a => a.SiteId == other));
        var posting = await host.ReadAsync(db => db.Postings.AsNoTracking().FirstAsync(p => p.SiteId != other));

        await Assert.ThrowsAsync<DbUpdateException>(() => AddAsync(host, Copy(posting, creditAccountId: account.Id)));
    }

    private static async Task<BillingHost> PostedAsync(DatabaseProvider provider)
    {
        var (host, site) = await BillingHost.StartWithSiteAsync(provider);
        await host.ConsumeAsync<InfusionCompleted, InfusionCompletedConsumer>(Samples.Completed(site));
        return host;
    }

    private static Task<int> AddAsync(BillingHost host, Posting posting) => host.ReadAsync(db =>
    {
        db.Postings.Add(posting);
        return db.SaveChangesAsync();
    });

    private static Task<int> AddEmptyEntryAsync(BillingHost host) => host.ReadAsync(async db =>
    {
        var posted = await db.JournalEntries.AsNoTracking().SingleAsync();
        db.JournalEntries.Add(new JournalEntry
        {
            Id = Samples.Id(),
            SiteId = posted.SiteId,
            Number = posted.Number + 1,
            Kind = posted.Kind,
            SourceId = Samples.Id(),
            Currency = posted.Currency,
            EffectiveOn = posted.EffectiveOn,
            OccurredAt = posted.OccurredAt,
        });
        return await db.SaveChangesAsync();
    });

    private static Posting Copy(Posting posting, long? amountMinor = null, Guid? creditAccountId = null) => new()
    {
        Id = Samples.Id(),
        EntryId = posting.EntryId,
        Position = 99,
        SiteId = posting.SiteId,
        Currency = posting.Currency,
        DebitAccountId = posting.DebitAccountId,
        CreditAccountId = creditAccountId ?? posting.CreditAccountId,
        AmountMinor = amountMinor ?? posting.AmountMinor,
        InvoiceId = posting.InvoiceId,
    };
}
