using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Clinic.Billing.Persistence.Invoices;

/// <summary>Voids an invoice. An invoice has at most one.</summary>
internal sealed class CreditNote
{
    public required Guid Id { get; init; }

    public required Guid InvoiceId { get; init; }

    /// <summary>The printed number, without gaps per site.</summary>
    public required string Number { get; init; }

    public required long AmountMinor { get; init; }

    /// <summary>Why, in the words of whoever voided it.</summary>
    public required string Reason { get; init; }

    public required LocalDate IssuedOn { get; init; }

    /// <summary>When, UTC.</summary>
    public required Instant IssuedAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<CreditNote>
    {
        public const int ReasonLength = 200;

        public void Configure(EntityTypeBuilder<CreditNote> builder)
        {
            builder.ToTable("CreditNotes");
            builder.HasKey(e => e.Id);
            builder.Property(e => e.Id).ValueGeneratedNever();
            builder.Property(e => e.Number).HasMaxLength(Invoice.Mapping.NumberLength);
            builder.Property(e => e.Reason).HasMaxLength(ReasonLength);
            builder.HasIndex(e => e.InvoiceId).IsUnique();
            builder.HasIndex(e => e.Number).IsUnique();
            builder.HasOne<Invoice>().WithMany().HasForeignKey(e => e.InvoiceId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
