using Clinic.Scheduling.Domain.Sites;
using Clinic.Scheduling.Domain.Staffing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Scheduling.Persistence.Configurations;

internal sealed class StaffMemberConfiguration : IEntityTypeConfiguration<StaffMember>
{
    public void Configure(EntityTypeBuilder<StaffMember> builder)
    {
        builder.ToTable("Staff", t => t.HasCheckConstraint("CK_Staff_PatientsAtOnce", "PatientsAtOnce >= 0"));
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.DisplayName).HasMaxLength(200);
        builder.Property(s => s.Version).IsConcurrencyToken();
        builder.HasMany(s => s.Credentials).WithOne().HasForeignKey(c => c.StaffId);
    }
}

internal sealed class StaffCredentialConfiguration : IEntityTypeConfiguration<StaffCredential>
{
    public void Configure(EntityTypeBuilder<StaffCredential> builder)
    {
        builder.ToTable("StaffCredentials");
        builder.HasKey(c => new { c.StaffId, c.Code });
        builder.Property(c => c.Code).HasMaxLength(50);
    }
}

internal sealed class ShiftTemplateConfiguration : IEntityTypeConfiguration<ShiftTemplate>
{
    public void Configure(EntityTypeBuilder<ShiftTemplate> builder)
    {
        builder.ToTable("ShiftTemplates", t =>
        {
            t.HasCheckConstraint("CK_ShiftTemplates_EveryWeeks", "EveryWeeks >= 1");
            t.HasCheckConstraint("CK_ShiftTemplates_ValidUntil", "ValidUntil >= ValidFrom");
        });
        builder.HasKey(t => t.Id);
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.Property(t => t.Weekdays).IsCodeList();
        builder.Property(t => t.Version).IsConcurrencyToken();
        builder.HasIndex(t => new { t.SiteId, t.StaffId });
        builder.HasOne<Site>().WithMany().HasForeignKey(t => t.SiteId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StaffMember>().WithMany().HasForeignKey(t => t.StaffId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class RosteredShiftConfiguration : IEntityTypeConfiguration<RosteredShift>
{
    public void Configure(EntityTypeBuilder<RosteredShift> builder)
    {
        builder.ToTable("RosteredShifts");
        builder.HasKey(r => new { r.TemplateId, r.Date });
        builder.HasOne<ShiftTemplate>().WithMany().HasForeignKey(r => r.TemplateId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Shift>().WithOne().HasForeignKey<RosteredShift>(r => r.ShiftId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ShiftConfiguration : IEntityTypeConfiguration<Shift>
{
    public void Configure(EntityTypeBuilder<Shift> builder)
    {
        builder.ToTable("Shifts", t => t.HasCheckConstraint("CK_Shifts_Ends", "EndsAt > StartsAt"));
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Version).IsConcurrencyToken();
        builder.HasIndex(s => s.Stamp).IsUnique();
        builder.HasIndex(s => new { s.SiteId, s.StartsAt });
        builder.HasIndex(s => new { s.StaffId, s.StartsAt });
        builder.HasOne<Site>().WithMany().HasForeignKey(s => s.SiteId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StaffMember>().WithMany().HasForeignKey(s => s.StaffId).OnDelete(DeleteBehavior.Restrict);
    }
}
