using Clinic.Scheduling.Domain.Consents;
using Clinic.Scheduling.Domain.Holds;
using Clinic.Scheduling.Domain.Patients;
using Clinic.Scheduling.Domain.Protocols;
using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Domain.Sites;
using Clinic.Scheduling.Domain.Staffing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Scheduling.Persistence.Configurations;

internal sealed class SeriesConfiguration : IEntityTypeConfiguration<Series>
{
    public void Configure(EntityTypeBuilder<Series> builder)
    {
        builder.ToTable("Series");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Indication).HasMaxLength(20);
        builder.Property(s => s.Version).IsConcurrencyToken();
        builder.HasIndex(s => new { s.PatientId, s.BookedAt });
        builder.HasOne<Patient>().WithMany().HasForeignKey(s => s.PatientId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Site>().WithMany().HasForeignKey(s => s.SiteId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Protocol>().WithMany().HasForeignKey(s => s.ProtocolId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Series>().WithMany().HasForeignKey(s => s.FollowsSeriesId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(s => s.Sessions).WithOne().HasForeignKey(s => s.SeriesId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class InfusionSessionConfiguration : IEntityTypeConfiguration<InfusionSession>
{
    public void Configure(EntityTypeBuilder<InfusionSession> builder)
    {
        builder.ToTable("Sessions", t => t.HasCheckConstraint("CK_Sessions_Ends", "EndsAt > StartsAt"));
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Version).IsConcurrencyToken();
        builder.Property(s => s.SideEffects).IsCodeList();
        builder.Ignore(s => s.IsOver);
        builder.OwnsOne(s => s.CheckIn);
        builder.HasIndex(s => new { s.SeriesId, s.Number }).IsUnique();
        builder.HasIndex(s => new { s.SiteId, s.StartsAt });
        builder.HasIndex(s => new { s.MonitorId, s.StartsAt });
        builder.HasIndex(s => new { s.PatientId, s.StartsAt });
        builder.HasOne<Patient>().WithMany().HasForeignKey(s => s.PatientId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Site>().WithMany().HasForeignKey(s => s.SiteId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Chair>().WithMany().HasForeignKey(s => s.ChairId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StaffMember>().WithMany().HasForeignKey(s => s.MonitorId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class SlotClaimConfiguration : IEntityTypeConfiguration<SlotClaim>
{
    public void Configure(EntityTypeBuilder<SlotClaim> builder)
    {
        builder.ToTable("SlotClaims", t =>
        {
            t.HasCheckConstraint("CK_SlotClaims_Lane", "Lane >= 0");
            t.HasCheckConstraint(
                "CK_SlotClaims_Holder", "(SessionId IS NULL AND HoldId IS NOT NULL) OR (SessionId IS NOT NULL AND HoldId IS NULL)");
        });
        builder.HasKey(c => new { c.ResourceId, c.Lane, c.Slot });
        builder.Property(c => c.Lane).ValueGeneratedNever();
        builder.Property(c => c.Slot).ValueGeneratedNever();
        builder.HasIndex(c => c.SessionId);
        builder.HasIndex(c => c.HoldId);
        builder.HasOne<Hold>().WithMany().HasForeignKey(c => c.HoldId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<InfusionSession>().WithMany().HasForeignKey(c => c.SessionId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ConsentConfiguration : IEntityTypeConfiguration<Consent>
{
    public void Configure(EntityTypeBuilder<Consent> builder)
    {
        builder.ToTable("Consents");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.DrugCode).HasMaxLength(50);
        builder.Property(c => c.Indication).HasMaxLength(1000);
        builder.Property(c => c.TextSha256).HasMaxLength(64);
        builder.Property(c => c.TokenSha256).HasMaxLength(64);
        builder.Property(c => c.SignedName).HasMaxLength(200);
        builder.Property(c => c.SignedBy).HasMaxLength(20);
        builder.Property(c => c.SignedFrom).HasMaxLength(50);
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.HasIndex(c => c.TokenSha256).IsUnique();
        builder.HasIndex(c => c.SeriesId);
        builder.HasIndex(c => c.State);
        builder.HasOne<Series>().WithMany().HasForeignKey(c => c.SeriesId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ConsentForm>().WithMany().HasForeignKey(c => c.FormId).OnDelete(DeleteBehavior.Restrict);
    }
}
