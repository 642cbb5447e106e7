using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Clinic.Billing.Persistence.Invoices;

/// <summary>A line of a bill.</summary>
internal sealed class InvoiceLine
{
    public required Guid Id { get; init; }

    public required Guid InvoiceId { get; init; }

    /// <summary>Place on the bill, from 1.</summary>
    public required int Position { get; init; }

    /// <summary>Billing code.</summary>
    public required string Code { get; init; }

    /// <summary>The clinic's own short label.</summary>
    public required string Label { get; init; }

    public required int Units { get; init; }

    public required long UnitPriceMinor { get; init; }

    public required long AmountMinor { get; init; }

    /// <summary>Date of service in the site's zone.</summary>
    public required LocalDate ServiceOn { get; init; }

    /// <summary>The session it charges.</summary>
    public required Guid SessionId { get; init; }

    /// <summary>Code of the account it was earned on; a credit note takes it back from there.</summary>
    public required string RevenueAccount { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<InvoiceLine>
    {
        public const int CodeLength = 20;
        public const int LabelLength = 100;
        private const int AccountCodeLength = 10;

        public void Configure(EntityTypeBuilder<InvoiceLine> builder)
        {
            builder.ToTable("InvoiceLines", table =>
            {
                table.HasCheckConstraint("CK_InvoiceLines_Units", "Units > 0");
                table.HasCheckConstraint("CK_InvoiceLines_Amount", "AmountMinor = Units * UnitPriceMinor");
            });
            builder.HasKey(e => e.Id);
            builder.Property(e => e.Id).ValueGeneratedNever();
            builder.Property(e => e.Code).HasMaxLength(CodeLength);
            builder.Property(e => e.Label).HasMaxLength(LabelLength);
            builder.Property(e => e.RevenueAccount).HasMaxLength(AccountCodeLength);
            builder.HasIndex(e => new { e.InvoiceId, e.Position }).IsUnique();
            builder.HasOne<Invoice>().WithMany(e => e.Lines).HasForeignKey(e => e.InvoiceId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
