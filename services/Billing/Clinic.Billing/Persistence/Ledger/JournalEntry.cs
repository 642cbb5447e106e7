using Clinic.Billing.Domain.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Clinic.Billing.Persistence.Ledger;

/// <summary>A money fact in a site's journal. Never changed and never deleted; the database refuses both.</summary>
internal sealed class JournalEntry
{
    public required Guid Id { get; init; }

    public required Guid SiteId { get; init; }

    /// <summary>Place in the site's journal, from 1 without gaps.</summary>
    public required long Number { get; init; }

    public required EntryKind Kind { get; init; }

    /// <summary>The document it records: with the kind unique, so that a fact is posted once.</summary>
    public required Guid SourceId { get; init; }

    public required string Currency { get; init; }

    /// <summary>Accounting date in the site's zone.</summary>
    public required LocalDate EffectiveOn { get; init; }

    /// <summary>When it was posted, UTC.</summary>
    public required Instant OccurredAt { get; init; }

    public List<Posting> Postings { get; } = [];

    internal sealed class Mapping : IEntityTypeConfiguration<JournalEntry>
    {
        private const int KindLength = 40;

        public void Configure(EntityTypeBuilder<JournalEntry> builder)
        {
            builder.ToTable("JournalEntries", table => table.HasTrigger("JournalEntries_AppendOnly"));
            builder.HasKey(e => e.Id);
            builder.Property(e => e.Id).ValueGeneratedNever();
            builder.Property(e => e.Kind).HasConversion<string>().HasMaxLength(KindLength);
            builder.Property(e => e.Currency).HasMaxLength(SiteLedger.Mapping.CurrencyLength);
            builder.HasIndex(e => new { e.Kind, e.SourceId }).IsUnique();
            builder.HasIndex(e => new { e.SiteId, e.Number }).IsUnique();
            builder.HasAlternateKey(e => new { e.Id, e.SiteId, e.Currency });
            builder.HasOne<SiteLedger>().WithMany().HasForeignKey(e => e.SiteId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
