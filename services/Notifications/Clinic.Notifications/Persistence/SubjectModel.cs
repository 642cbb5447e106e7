using Microsoft.EntityFrameworkCore;

namespace Clinic.Notifications.Persistence;

/// <summary>Tables of whom and what messages are about, as other services told it.</summary>
internal static class SubjectModel
{
    private const int EnumLength = 20;

    public static void Configure(ModelBuilder model)
    {
        model.Entity<Recipient>(entity =>
        {
            entity.ToTable("Recipients");
            entity.HasKey(e => e.PatientId);
            entity.Property(e => e.PatientId).ValueGeneratedNever();
            entity.Property(e => e.ProtectedContact).HasMaxLength(-1);
            entity.Property(e => e.PhoneHash).HasMaxLength(64);
            entity.HasIndex(e => e.PhoneHash);
            entity.Property(e => e.TimeZoneId).HasMaxLength(100);
            entity.Property(e => e.Language).HasMaxLength(35);
            entity.Property(e => e.Version).IsConcurrencyToken();
        });
        model.Entity<TrackedSession>(entity =>
        {
            entity.ToTable("TrackedSessions");
            entity.HasKey(e => e.SessionId);
            entity.Property(e => e.SessionId).ValueGeneratedNever();
            entity.Property(e => e.SiteTimeZoneId).HasMaxLength(100);
            entity.Property(e => e.State).HasConversion<string>().HasMaxLength(EnumLength);
            entity.Property(e => e.Version).IsConcurrencyToken();
            entity.HasIndex(e => e.SeriesId);
            entity.HasIndex(e => e.PatientId);
        });
        model.Entity<TrackedConsent>(entity =>
        {
            entity.ToTable("TrackedConsents");
            entity.HasKey(e => e.ConsentId);
            entity.Property(e => e.ConsentId).ValueGeneratedNever();
            entity.Property(e => e.State).HasConversion<string>().HasMaxLength(EnumLength);
            entity.Property(e => e.Version).IsConcurrencyToken();
        });
        model.Entity<TrackedOffer>(entity =>
        {
            entity.ToTable("TrackedOffers");
            entity.HasKey(e => e.OfferId);
            entity.Property(e => e.OfferId).ValueGeneratedNever();
            entity.Property(e => e.State).HasConversion<string>().HasMaxLength(EnumLength);
            entity.Property(e => e.Version).IsConcurrencyToken();
        });
        model.Entity<PreferenceChange>(entity =>
        {
            entity.ToTable("PreferenceChanges");
            entity.HasKey(e => new { e.PatientId, e.Number });
            entity.Property(e => e.Channel).HasConversion<string>().HasMaxLength(EnumLength);
            entity.Property(e => e.Purpose).HasConversion<string>().HasMaxLength(EnumLength);
            entity.Property(e => e.RecordedBy).HasMaxLength(200);
            entity.Property(e => e.Method).HasMaxLength(EnumLength);
            entity.Property(e => e.Evidence).HasMaxLength(100);
        });
    }
}
