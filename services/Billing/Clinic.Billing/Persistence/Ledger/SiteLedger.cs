using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Billing.Persistence.Ledger;

/// <summary>
/// The ledger of a site with its counters. Whoever writes money facts of the site first bumps <see cref="Writes"/>, which locks the
/// row until the end of the transaction: numbers have no gaps, since a rolled back transaction takes its number back.
/// </summary>
internal sealed class SiteLedger
{
    public required Guid SiteId { get; init; }

    /// <summary>ISO 4217; every account and entry of the ledger is in it.</summary>
    public required string Currency { get; init; }

    /// <summary>Stands in front of every printed number of the site; unique, so that printed numbers are.</summary>
    public required string NumberPrefix { get; init; }

    public required int NextInvoiceNumber { get; set; }

    public required int NextCreditNoteNumber { get; set; }

    public required int NextReceiptNumber { get; set; }

    public required long NextEntryNumber { get; set; }

    /// <summary>Grows with every transaction that writes to the ledger.</summary>
    public required long Writes { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<SiteLedger>
    {
        public const int CurrencyLength = 3;
        public const int PrefixLength = 8;

        public void Configure(EntityTypeBuilder<SiteLedger> builder)
        {
            builder.ToTable("SiteLedgers");
            builder.HasKey(e => e.SiteId);
            builder.Property(e => e.SiteId).ValueGeneratedNever();
            builder.Property(e => e.Currency).HasMaxLength(CurrencyLength);
            builder.Property(e => e.NumberPrefix).HasMaxLength(PrefixLength);
            builder.HasIndex(e => e.NumberPrefix).IsUnique();
        }
    }
}
