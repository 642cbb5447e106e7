using Clinic.Billing.Persistence.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Clinic.Billing.Persistence.Invoices;

/// <summary>A bill as it was issued. What is still open of it is derived from the ledger, not kept here.</summary>
internal sealed class Invoice
{
    public required Guid Id { get; init; }

    public required Guid SiteId { get; init; }

    public required Guid PatientId { get; init; }

    /// <summary>Place among the site's invoices, from 1 without gaps.</summary>
    public required int Sequence { get; init; }

    /// <summary>The printed number, unique in the whole clinic.</summary>
    public required string Number { get; init; }

    public required string Currency { get; init; }

    /// <summary>Sum of the lines in minor units.</summary>
    public required long TotalMinor { get; init; }

    /// <summary>Date of issue in the site's zone.</summary>
    public required LocalDate IssuedOn { get; init; }

    /// <summary>Last day to pay, inclusive, in the site's zone.</summary>
    public required LocalDate DueOn { get; init; }

    /// <summary>When it was issued, UTC.</summary>
    public required Instant IssuedAt { get; init; }

    public List<InvoiceLine> Lines { get; } = [];

    internal sealed class Mapping : IEntityTypeConfiguration<Invoice>
    {
        public const int NumberLength = 30;

        public void Configure(EntityTypeBuilder<Invoice> builder)
        {
            builder.ToTable("Invoices", table => table.HasCheckConstraint("CK_Invoices_Total", "TotalMinor > 0"));
            builder.HasKey(e => e.Id);
            builder.Property(e => e.Id).ValueGeneratedNever();
            builder.Property(e => e.Number).HasMaxLength(NumberLength);
            builder.Property(e => e.Currency).HasMaxLength(SiteLedger.Mapping.CurrencyLength);
            builder.HasIndex(e => e.Number).IsUnique();
            builder.HasIndex(e => new { e.SiteId, e.Sequence }).IsUnique();
            builder.HasIndex(e => new { e.PatientId, e.IssuedAt });
            builder.HasIndex(e => e.IssuedAt);
            builder.HasOne<SiteLedger>().WithMany().HasForeignKey(e => e.SiteId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
