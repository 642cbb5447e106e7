using Clinic.Scheduling.Domain.Patients;
using Clinic.Scheduling.Domain.Protocols;
using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Domain.Sites;
using Clinic.Scheduling.Domain.Waitlist;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Scheduling.Persistence.Configurations;

internal sealed class WaitlistEntryConfiguration : IEntityTypeConfiguration<WaitlistEntry>
{
    public void Configure(EntityTypeBuilder<WaitlistEntry> builder)
    {
        builder.ToTable("WaitlistEntries", t =>
        {
            t.HasCheckConstraint("CK_WaitlistEntries_Dates", "LatestDate >= EarliestDate");
            t.HasCheckConstraint("CK_WaitlistEntries_Priority", "Priority BETWEEN 1 AND 5");
        });
        builder.HasKey(e => e.Id);
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.Property(e => e.ProtocolCode).HasMaxLength(50);
        builder.Property(e => e.Indication).HasMaxLength(20);
        builder.Property(e => e.Wishes).HasMaxLength(-1);
        builder.Property(e => e.Version).IsConcurrencyToken();
        // Nobody waits twice for the same, whatever the code above believes.
        builder.HasIndex(e => new { e.PatientId, e.ProtocolCode }).IsUnique().HasFilter("State = 'Waiting'");
        builder.HasIndex(e => new { e.SiteId, e.State, e.Priority, e.AddedAt });
        builder.HasIndex(e => new { e.Priority, e.AddedAt, e.Id });
        builder.HasOne<Patient>().WithMany().HasForeignKey(e => e.PatientId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Site>().WithMany().HasForeignKey(e => e.SiteId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Protocol>().WithMany().HasForeignKey(e => e.ProtocolId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Series>().WithMany().HasForeignKey(e => e.SeriesId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Series>().WithMany().HasForeignKey(e => e.FollowsSeriesId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class WaitlistOfferConfiguration : IEntityTypeConfiguration<WaitlistOffer>
{
    public void Configure(EntityTypeBuilder<WaitlistOffer> builder)
    {
        builder.ToTable("WaitlistOffers", t => t.HasCheckConstraint("CK_WaitlistOffers_Expires", "ExpiresAt > OfferedAt"));
        builder.HasKey(o => o.Id);
        builder.Property(o => o.Id).ValueGeneratedNever();
        builder.Property(o => o.TokenSha256).HasMaxLength(64);
        builder.Property(o => o.Version).IsConcurrencyToken();
        builder.HasIndex(o => o.TokenSha256).IsUnique();
        // Of two processes that would ask the same patient, one is refused.
        builder.HasIndex(o => o.EntryId).IsUnique().HasFilter("State = 'Open'").HasDatabaseName("IX_WaitlistOffers_Open");
        builder.HasIndex(o => new { o.State, o.SiteId });
        builder.HasOne<WaitlistEntry>().WithMany().HasForeignKey(o => o.EntryId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(o => o.Sessions).WithOne().HasForeignKey(s => s.OfferId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class OfferedSessionConfiguration : IEntityTypeConfiguration<OfferedSession>
{
    public void Configure(EntityTypeBuilder<OfferedSession> builder)
    {
        builder.ToTable("OfferedSessions", t => t.HasCheckConstraint("CK_OfferedSessions_Ends", "EndsAt > StartsAt"));
        builder.HasKey(s => new { s.OfferId, s.Number });
        builder.Property(s => s.Number).ValueGeneratedNever();
    }
}

internal sealed class FreedPlaceConfiguration : IEntityTypeConfiguration<FreedPlace>
{
    public void Configure(EntityTypeBuilder<FreedPlace> builder)
    {
        builder.ToTable("FreedPlaces");
        builder.HasKey(f => f.Id);
        builder.Property(f => f.Id).ValueGeneratedNever();
        builder.Property(f => f.From).HasColumnName("StartsAt");
        builder.Property(f => f.Until).HasColumnName("EndsAt");
        builder.HasOne<Site>().WithMany().HasForeignKey(f => f.SiteId).OnDelete(DeleteBehavior.Restrict);
    }
}
