using Clinic.Scheduling.Domain.Sites;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Scheduling.Persistence.Configurations;

internal sealed class SiteConfiguration : IEntityTypeConfiguration<Site>
{
    public void Configure(EntityTypeBuilder<Site> builder)
    {
        builder.ToTable("Sites");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Name).HasMaxLength(200);
        builder.Property(s => s.TimeZoneId).HasMaxLength(64);
        builder.Property(s => s.Version).IsConcurrencyToken();
        builder.Ignore(s => s.Zone);
        builder.HasMany(s => s.Hours).WithOne().HasForeignKey(h => h.SiteId);
        builder.HasMany(s => s.Closures).WithOne().HasForeignKey(c => c.SiteId);
        builder.HasMany(s => s.StaffingRules).WithOne().HasForeignKey(r => r.SiteId);
    }
}

internal sealed class OpeningHoursConfiguration : IEntityTypeConfiguration<OpeningHours>
{
    public void Configure(EntityTypeBuilder<OpeningHours> builder)
    {
        builder.ToTable("OpeningHours", t => t.HasCheckConstraint("CK_OpeningHours_Weekday", "Weekday BETWEEN 1 AND 7"));
        builder.HasKey(h => new { h.SiteId, h.Weekday });
    }
}

internal sealed class SiteClosureConfiguration : IEntityTypeConfiguration<SiteClosure>
{
    public void Configure(EntityTypeBuilder<SiteClosure> builder)
    {
        builder.ToTable("SiteClosures");
        builder.HasKey(c => new { c.SiteId, c.Date });
        builder.Property(c => c.Reason).HasMaxLength(200);
    }
}

internal sealed class StaffingRequirementConfiguration : IEntityTypeConfiguration<StaffingRequirement>
{
    public void Configure(EntityTypeBuilder<StaffingRequirement> builder)
    {
        builder.ToTable("StaffingRequirements", t => t.HasCheckConstraint("CK_StaffingRequirements_AtLeast", "AtLeast >= 1"));
        builder.HasKey(r => new { r.SiteId, r.Kind, r.Code });
        builder.Property(r => r.Code).HasMaxLength(50);
    }
}

internal sealed class ChairConfiguration : IEntityTypeConfiguration<Chair>
{
    public void Configure(EntityTypeBuilder<Chair> builder)
    {
        builder.ToTable("Chairs");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Name).HasMaxLength(200);
        builder.HasIndex(c => new { c.SiteId, c.Name }).IsUnique();
        builder.HasOne<Site>().WithMany().HasForeignKey(c => c.SiteId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ChairClosureConfiguration : IEntityTypeConfiguration<ChairClosure>
{
    public void Configure(EntityTypeBuilder<ChairClosure> builder)
    {
        builder.ToTable("ChairClosures", t => t.HasCheckConstraint("CK_ChairClosures_EndsAt", "EndsAt > StartsAt"));
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Reason).HasMaxLength(200);
        builder.HasIndex(c => new { c.ChairId, c.StartsAt });
        builder.HasOne<Chair>().WithMany().HasForeignKey(c => c.ChairId).OnDelete(DeleteBehavior.Restrict);
    }
}
