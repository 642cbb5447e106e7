using Clinic.Billing.Persistence.Invoices;
using Clinic.Billing.Persistence.Ledger;
using Clinic.Billing.Persistence.Sessions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Clinic.Billing.Persistence.Estimates;

/// <summary>What a series was expected to cost when the estimate was made. A change makes a new revision.</summary>
internal sealed class GoodFaithEstimate
{
    public required Guid Id { get; init; }

    public required Guid SeriesId { get; init; }

    public required Guid PatientId { get; init; }

    public required Guid SiteId { get; init; }

    /// <summary>From 1; the highest holds.</summary>
    public required int Revision { get; init; }

    public required string Currency { get; init; }

    public required long TotalMinor { get; init; }

    /// <summary>Day on which it was made, in the site's zone.</summary>
    public required LocalDate MadeOn { get; init; }

    /// <summary>Last day to deliver it, inclusive; null when the law asks for none.</summary>
    public required LocalDate? DueOn { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required Instant MadeAt { get; init; }

    public List<GoodFaithEstimateLine> Lines { get; } = [];

    internal sealed class Mapping : IEntityTypeConfiguration<GoodFaithEstimate>
    {
        public void Configure(EntityTypeBuilder<GoodFaithEstimate> builder)
        {
            builder.ToTable("GoodFaithEstimates", table => table.HasCheckConstraint("CK_GoodFaithEstimates_Total", "TotalMinor > 0"));
            builder.HasKey(e => e.Id);
            builder.Property(e => e.Id).ValueGeneratedNever();
            builder.Property(e => e.Currency).HasMaxLength(SiteLedger.Mapping.CurrencyLength);
            builder.HasIndex(e => new { e.SeriesId, e.Revision }).IsUnique();
            builder.HasOne<BookedSeries>().WithMany().HasForeignKey(e => e.SeriesId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>A line of an estimate.</summary>
internal sealed class GoodFaithEstimateLine
{
    public required Guid Id { get; init; }

    public required Guid EstimateId { get; init; }

    /// <summary>Place in the estimate, from 1.</summary>
    public required int Position { get; init; }

    /// <summary>Date of service in the site's zone.</summary>
    public required LocalDate ServiceOn { get; init; }

    public required string Code { get; init; }

    public required string Label { get; init; }

    public required int Units { get; init; }

    public required long UnitPriceMinor { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<GoodFaithEstimateLine>
    {
        public void Configure(EntityTypeBuilder<GoodFaithEstimateLine> builder)
        {
            builder.ToTable("GoodFaithEstimateLines");
            builder.HasKey(e => e.Id);
            builder.Property(e => e.Id).ValueGeneratedNever();
            builder.Property(e => e.Code).HasMaxLength(InvoiceLine.Mapping.CodeLength);
            builder.Property(e => e.Label).HasMaxLength(InvoiceLine.Mapping.LabelLength);
            builder.HasIndex(e => new { e.EstimateId, e.Position }).IsUnique();
            builder.HasOne<GoodFaithEstimate>().WithMany(e => e.Lines).HasForeignKey(e => e.EstimateId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
