using Clinic.Billing.Persistence.Invoices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Billing.Persistence.Ledger;

/// <summary>
/// An amount moved from the credited to the debited account. Both sides are one row, so the table cannot hold anything
/// unbalanced; keys over site and currency keep both accounts in the entry's own. Never changed and never deleted.
/// </summary>
internal sealed class Posting
{
    public required Guid Id { get; init; }

    public required Guid EntryId { get; init; }

    /// <summary>Place in its entry, from 1.</summary>
    public required int Position { get; init; }

    public required Guid SiteId { get; init; }

    public required string Currency { get; init; }

    public required Guid DebitAccountId { get; init; }

    public required Guid CreditAccountId { get; init; }

    /// <summary>Minor units, more than zero.</summary>
    public required long AmountMinor { get; init; }

    /// <summary>The invoice whose open amount it changes, or null.</summary>
    public required Guid? InvoiceId { get; init; }

    public JournalEntry Entry { get; } = null!;

    public Account Debit { get; } = null!;

    public Account Credit { get; } = null!;

    internal sealed class Mapping : IEntityTypeConfiguration<Posting>
    {
        public void Configure(EntityTypeBuilder<Posting> builder)
        {
            builder.ToTable("Postings", table =>
            {
                table.HasTrigger("Postings_AppendOnly");
                table.HasCheckConstraint("CK_Postings_Amount", "AmountMinor > 0");
                table.HasCheckConstraint("CK_Postings_TwoAccounts", "DebitAccountId <> CreditAccountId");
            });
            builder.HasKey(e => e.Id);
            builder.Property(e => e.Id).ValueGeneratedNever();
            builder.Property(e => e.Currency).HasMaxLength(SiteLedger.Mapping.CurrencyLength);
            builder.HasIndex(e => new { e.EntryId, e.Position }).IsUnique();
            builder.HasOne(e => e.Entry).WithMany(e => e.Postings)
                .HasForeignKey(e => new { e.EntryId, e.SiteId, e.Currency })
                .HasPrincipalKey(e => new { e.Id, e.SiteId, e.Currency })
                .OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(e => e.Debit).WithMany()
                .HasForeignKey(e => new { e.DebitAccountId, e.SiteId, e.Currency })
                .HasPrincipalKey(e => new { e.Id, e.SiteId, e.Currency })
                .OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(e => e.Credit).WithMany()
                .HasForeignKey(e => new { e.CreditAccountId, e.SiteId, e.Currency })
                .HasPrincipalKey(e => new { e.Id, e.SiteId, e.Currency })
                .OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Invoice>().WithMany().HasForeignKey(e => e.InvoiceId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
