using Clinic.Billing.Domain;
using Clinic.Billing.Persistence.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Clinic.Billing.Persistence.Invoices;

/// <summary>Money that a patient paid.</summary>
internal sealed class Payment
{
    public required Guid Id { get; init; }

    public required Guid SiteId { get; init; }

    public required Guid PatientId { get; init; }

    /// <summary>The invoice it settles; null for money on account.</summary>
    public required Guid? InvoiceId { get; init; }

    /// <summary>The printed receipt number, without gaps per site.</summary>
    public required string ReceiptNumber { get; init; }

    public required PaymentMethod Method { get; init; }

    public required long AmountMinor { get; init; }

    public required string Currency { get; init; }

    /// <summary>Check number, terminal slip or the bank's reference; null when there is none.</summary>
    public required string? Reference { get; init; }

    /// <summary>When the money arrived, in the site's zone.</summary>
    public required LocalDate ReceivedOn { get; init; }

    /// <summary>When it was recorded, UTC.</summary>
    public required Instant RecordedAt { get; init; }

    /// <summary>When it was taken back because the money at the bank was another's, UTC; null while it holds.</summary>
    public Instant? ReversedAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Payment>
    {
        public const int ReferenceLength = 100;
        private const int MethodLength = 20;

        public void Configure(EntityTypeBuilder<Payment> builder)
        {
            builder.ToTable("Payments", table => table.HasCheckConstraint("CK_Payments_Amount", "AmountMinor > 0"));
            builder.HasKey(e => e.Id);
            builder.Property(e => e.Id).ValueGeneratedNever();
            builder.Property(e => e.ReceiptNumber).HasMaxLength(Invoice.Mapping.NumberLength);
            builder.Property(e => e.Method).HasConversion<string>().HasMaxLength(MethodLength);
            builder.Property(e => e.Currency).HasMaxLength(SiteLedger.Mapping.CurrencyLength);
            builder.Property(e => e.Reference).HasMaxLength(ReferenceLength);
            builder.HasIndex(e => e.ReceiptNumber).IsUnique();
            builder.HasIndex(e => new { e.PatientId, e.RecordedAt });
            builder.HasIndex(e => e.RecordedAt);
            builder.HasOne<SiteLedger>().WithMany().HasForeignKey(e => e.SiteId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Invoice>().WithMany().HasForeignKey(e => e.InvoiceId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
