using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Clinic.Billing.Persistence.Sessions;

/// <summary>A series as it was booked: what a Good Faith Estimate is made from.</summary>
internal sealed class BookedSeries
{
    public required Guid SeriesId { get; init; }

    public required Guid PatientId { get; init; }

    public required Guid SiteId { get; init; }

    public required string SiteTimeZoneId { get; init; }

    public required string ProtocolCode { get; init; }

    public required int ProtocolVersion { get; init; }

    /// <summary>When it was booked, UTC.</summary>
    public required Instant BookedAt { get; init; }

    public List<PlannedSession> Sessions { get; } = [];

    internal sealed class Mapping : IEntityTypeConfiguration<BookedSeries>
    {
        public void Configure(EntityTypeBuilder<BookedSeries> builder)
        {
            builder.ToTable("BookedSeries");
            builder.HasKey(e => e.SeriesId);
            builder.Property(e => e.SeriesId).ValueGeneratedNever();
            builder.Property(e => e.SiteTimeZoneId).HasMaxLength(Fees.BillingPolicy.Mapping.TimeZoneLength);
            builder.Property(e => e.ProtocolCode).HasMaxLength(TreatedSession.Mapping.ProtocolLength);
            builder.HasIndex(e => e.PatientId);
        }
    }
}

/// <summary>A session of a booked series.</summary>
internal sealed class PlannedSession
{
    public required Guid SessionId { get; init; }

    public required Guid SeriesId { get; init; }

    /// <summary>Place in the series, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Start of set-up, UTC, inclusive.</summary>
    public required Instant StartsAt { get; init; }

    /// <summary>Planned minutes of the infusion itself.</summary>
    public required int InfusionMinutes { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<PlannedSession>
    {
        public void Configure(EntityTypeBuilder<PlannedSession> builder)
        {
            builder.ToTable("PlannedSessions");
            builder.HasKey(e => e.SessionId);
            builder.Property(e => e.SessionId).ValueGeneratedNever();
            builder.HasOne<BookedSeries>().WithMany(e => e.Sessions).HasForeignKey(e => e.SeriesId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
