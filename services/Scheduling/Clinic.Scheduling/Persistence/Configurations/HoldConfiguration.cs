using Clinic.Scheduling.Domain.Holds;
using Clinic.Scheduling.Domain.Patients;
using Clinic.Scheduling.Domain.Protocols;
using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Domain.Sites;
using Clinic.Scheduling.Domain.Staffing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Scheduling.Persistence.Configurations;

internal sealed class HoldConfiguration : IEntityTypeConfiguration<Hold>
{
    public void Configure(EntityTypeBuilder<Hold> builder)
    {
        builder.ToTable("Holds", t => t.HasCheckConstraint("CK_Holds_Expires", "ExpiresAt > PlacedAt"));
        builder.HasKey(h => h.Id);
        builder.Property(h => h.Id).ValueGeneratedNever();
        builder.Property(h => h.Indication).HasMaxLength(20);
        builder.Property(h => h.Version).IsConcurrencyToken();
        // Whoever finds a place taken asks for the holds that are over; the answer must not cost more the longer the clinic exists.
        builder.HasIndex(h => new { h.State, h.ExpiresAt });
        builder.HasOne<Patient>().WithMany().HasForeignKey(h => h.PatientId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Site>().WithMany().HasForeignKey(h => h.SiteId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Protocol>().WithMany().HasForeignKey(h => h.ProtocolId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Series>().WithMany().HasForeignKey(h => h.FollowsSeriesId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(h => h.Sessions).WithOne().HasForeignKey(s => s.HoldId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class HeldSessionConfiguration : IEntityTypeConfiguration<HeldSession>
{
    public void Configure(EntityTypeBuilder<HeldSession> builder)
    {
        builder.ToTable("HeldSessions", t => t.HasCheckConstraint("CK_HeldSessions_Ends", "EndsAt > StartsAt"));
        builder.HasKey(s => new { s.HoldId, s.Number });
        builder.Property(s => s.Number).ValueGeneratedNever();
        builder.HasOne<Chair>().WithMany().HasForeignKey(s => s.ChairId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StaffMember>().WithMany().HasForeignKey(s => s.MonitorId).OnDelete(DeleteBehavior.Restrict);
    }
}
