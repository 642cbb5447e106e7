using Clinic.Billing.Domain.Fees;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Clinic.Billing.Persistence.Fees;

/// <summary>The prices of a site for a payer, valid for dates of service in a range.</summary>
internal sealed class FeeSchedule
{
    public required Guid Id { get; init; }

    public required Guid SiteId { get; init; }

    /// <summary>Who pays by it, for example <c>self-pay</c>.</summary>
    public required string Payer { get; init; }

    /// <summary>First date of service, inclusive.</summary>
    public required LocalDate ValidFrom { get; init; }

    /// <summary>First date of service that it no longer covers; null while it is open-ended.</summary>
    public required LocalDate? ValidUntil { get; set; }

    /// <summary>When it was added, UTC.</summary>
    public required Instant AddedAt { get; init; }

    public required int Version { get; set; }

    public List<FeeScheduleLine> Lines { get; } = [];

    internal sealed class Mapping : IEntityTypeConfiguration<FeeSchedule>
    {
        public const int PayerLength = 40;

        public void Configure(EntityTypeBuilder<FeeSchedule> builder)
        {
            builder.ToTable("FeeSchedules", table => table.HasCheckConstraint("CK_FeeSchedules_Validity", "ValidUntil > ValidFrom"));
            builder.HasKey(e => e.Id);
            builder.Property(e => e.Id).ValueGeneratedNever();
            builder.Property(e => e.Payer).HasMaxLength(PayerLength);
            builder.Property(e => e.Version).IsConcurrencyToken();
            builder.HasIndex(e => new { e.SiteId, e.Payer, e.ValidFrom }).IsUnique();
            builder.HasOne<BillingPolicy>().WithMany().HasForeignKey(e => e.SiteId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>A price in a fee schedule; see <see cref="FeeLine"/>.</summary>
internal sealed class FeeScheduleLine
{
    public required Guid Id { get; init; }

    public required Guid FeeScheduleId { get; init; }

    /// <summary>Place in the schedule and on bills, from 1.</summary>
    public required int Position { get; init; }

    public required string? ProtocolCode { get; init; }

    public required string Code { get; init; }

    public required string Label { get; init; }

    public required long PriceMinor { get; init; }

    public required UnitRule UnitRule { get; init; }

    public required int? MilligramsPerUnit { get; init; }

    public FeeLine ToDomain() => new(ProtocolCode, Code, Label, PriceMinor, UnitRule, MilligramsPerUnit);

    internal sealed class Mapping : IEntityTypeConfiguration<FeeScheduleLine>
    {
        public const int ProtocolLength = 40;
        private const int UnitRuleLength = 40;

        public void Configure(EntityTypeBuilder<FeeScheduleLine> builder)
        {
            builder.ToTable("FeeScheduleLines", table => table.HasCheckConstraint("CK_FeeScheduleLines_Price", "PriceMinor > 0"));
            builder.HasKey(e => e.Id);
            builder.Property(e => e.Id).ValueGeneratedNever();
            builder.Property(e => e.ProtocolCode).HasMaxLength(ProtocolLength);
            builder.Property(e => e.Code).HasMaxLength(Invoices.InvoiceLine.Mapping.CodeLength);
            builder.Property(e => e.Label).HasMaxLength(Invoices.InvoiceLine.Mapping.LabelLength);
            builder.Property(e => e.UnitRule).HasConversion<string>().HasMaxLength(UnitRuleLength);
            builder.HasIndex(e => new { e.FeeScheduleId, e.Position }).IsUnique();
            builder.HasOne<FeeSchedule>().WithMany(e => e.Lines).HasForeignKey(e => e.FeeScheduleId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
