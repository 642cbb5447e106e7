using Clinic.Scheduling.Domain.Calendars;
using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Domain.Staffing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Scheduling.Persistence.Configurations;

internal sealed class CalendarFeedConfiguration : IEntityTypeConfiguration<CalendarFeed>
{
    public void Configure(EntityTypeBuilder<CalendarFeed> builder)
    {
        builder.ToTable("CalendarFeeds", t => t.HasCheckConstraint(
            "CK_CalendarFeeds_Subject", "(StaffId IS NULL AND SeriesId IS NOT NULL) OR (StaffId IS NOT NULL AND SeriesId IS NULL)"));
        builder.HasKey(f => f.Id);
        builder.Property(f => f.Id).ValueGeneratedNever();
        builder.Property(f => f.TokenSha256).HasMaxLength(64);
        builder.Property(f => f.Version).IsConcurrencyToken();
        builder.HasIndex(f => f.TokenSha256).IsUnique();
        builder.HasOne<StaffMember>().WithMany().HasForeignKey(f => f.StaffId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Series>().WithMany().HasForeignKey(f => f.SeriesId).OnDelete(DeleteBehavior.Restrict);
    }
}
