using Clinic.Billing.Domain;
using Clinic.Billing.Persistence.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Clinic.Billing.Persistence.Invoices;

/// <summary>Money that went back to a patient, from the patient's credit.</summary>
internal sealed class Refund
{
    public required Guid Id { get; init; }

    public required Guid SiteId { get; init; }

    public required Guid PatientId { get; init; }

    /// <summary>How it went back.</summary>
    public required PaymentMethod Method { get; init; }

    public required long AmountMinor { get; init; }

    /// <summary>Why, in the words of whoever refunded it.</summary>
    public required string Reason { get; init; }

    /// <summary>Date in the site's zone.</summary>
    public required LocalDate RefundedOn { get; init; }

    /// <summary>When it was recorded, UTC.</summary>
    public required Instant RecordedAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<Refund>
    {
        public const int ReasonLength = 200;
        private const int MethodLength = 20;

        public void Configure(EntityTypeBuilder<Refund> builder)
        {
            builder.ToTable("Refunds", table => table.HasCheckConstraint("CK_Refunds_Amount", "AmountMinor > 0"));
            builder.HasKey(e => e.Id);
            builder.Property(e => e.Id).ValueGeneratedNever();
            builder.Property(e => e.Method).HasConversion<string>().HasMaxLength(MethodLength);
            builder.Property(e => e.Reason).HasMaxLength(ReasonLength);
            builder.HasIndex(e => e.PatientId);
            builder.HasOne<SiteLedger>().WithMany().HasForeignKey(e => e.SiteId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
