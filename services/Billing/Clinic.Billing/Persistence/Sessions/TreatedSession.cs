using Clinic.Billing.Domain.Charges;
using Clinic.Billing.Persistence.Invoices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Clinic.Billing.Persistence.Sessions;

/// <summary>
/// A completed infusion as the clinic reported it: either on an invoice, or waiting with the reason why not. The session is the
/// key, so it is charged once however often it is reported.
/// </summary>
internal sealed class TreatedSession
{
    public required Guid SessionId { get; init; }

    public required Guid SeriesId { get; init; }

    public required Guid PatientId { get; init; }

    public required Guid SiteId { get; init; }

    public required string ProtocolCode { get; init; }

    public required int ProtocolVersion { get; init; }

    /// <summary>Place in its series, from 1.</summary>
    public required int SessionNumber { get; init; }

    /// <summary>Actual start of the infusion, UTC, inclusive.</summary>
    public required Instant StartedAt { get; init; }

    /// <summary>Actual stop, UTC, exclusive; null when nobody recorded one.</summary>
    public required Instant? StoppedAt { get; init; }

    public required string DrugCode { get; init; }

    public required decimal DoseMilligrams { get; init; }

    /// <summary>Date of service in the site's zone.</summary>
    public required LocalDate ServiceOn { get; init; }

    /// <summary>The invoice that charges it; null while it waits.</summary>
    public Guid? InvoiceId { get; set; }

    /// <summary>Why it waits; null once it is on an invoice.</summary>
    public UnbilledReason? UnbilledReason { get; set; }

    public InfusionFacts ToFacts() => new(ProtocolCode, StartedAt, StoppedAt, DoseMilligrams);

    internal sealed class Mapping : IEntityTypeConfiguration<TreatedSession>
    {
        public const int ProtocolLength = 40;
        private const int ReasonLength = 40;
        private const int DrugLength = 40;

        public void Configure(EntityTypeBuilder<TreatedSession> builder)
        {
            builder.ToTable("TreatedSessions", table => table.HasCheckConstraint(
                "CK_TreatedSessions_BilledOrWaiting",
                "(InvoiceId IS NULL AND UnbilledReason IS NOT NULL) OR (InvoiceId IS NOT NULL AND UnbilledReason IS NULL)"));
            builder.HasKey(e => e.SessionId);
            builder.Property(e => e.SessionId).ValueGeneratedNever();
            builder.Property(e => e.ProtocolCode).HasMaxLength(ProtocolLength);
            builder.Property(e => e.DrugCode).HasMaxLength(DrugLength);
            builder.Property(e => e.UnbilledReason).HasConversion<string>().HasMaxLength(ReasonLength);
            builder.HasIndex(e => new { e.UnbilledReason, e.StartedAt });
            builder.HasIndex(e => e.SeriesId);
            builder.HasOne<Invoice>().WithMany().HasForeignKey(e => e.InvoiceId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
