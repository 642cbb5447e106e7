using Microsoft.EntityFrameworkCore;

namespace Clinic.Notifications.Persistence;

/// <summary>Tables of what is sent.</summary>
internal static class ReminderModel
{
    private const int CodeLength = 60;
    private const int EnumLength = 20;

    public static void Configure(ModelBuilder model)
    {
        model.Entity<Reminder>(entity =>
        {
            entity.ToTable("Reminders");
            entity.HasKey(e => e.Id);
            entity.Property(e => e.Id).ValueGeneratedNever();
            entity.Property(e => e.Kind).HasMaxLength(CodeLength);
            entity.Property(e => e.Channel).HasConversion<string>().HasMaxLength(EnumLength);
            entity.Property(e => e.State).HasConversion<string>().HasMaxLength(EnumLength);
            entity.Property(e => e.TimeZoneId).HasMaxLength(100);
            entity.Property(e => e.Reason).HasMaxLength(CodeLength);
            entity.Property(e => e.Values).HasMaxLength(2000);
            entity.Property(e => e.ProtectedLink).HasMaxLength(-1);
            entity.Property(e => e.Version).IsConcurrencyToken();
            // Whatever the code above believes, the same message is planned once for each version of its subject.
            entity.HasIndex(e => new { e.SubjectId, e.SubjectVersion, e.Kind, e.Channel, e.Copy }).IsUnique();
            entity.HasIndex(e => new { e.State, e.DueAt });
            entity.HasIndex(e => new { e.PatientId, e.DueAt });
            entity.HasIndex(e => new { e.DueAt, e.Id });
        });
        model.Entity<SendAttempt>(entity =>
        {
            entity.ToTable("SendAttempts");
            entity.HasKey(e => e.Id);
            entity.Property(e => e.Id).ValueGeneratedNever();
            entity.HasOne<Reminder>().WithMany().HasForeignKey(e => e.ReminderId).OnDelete(DeleteBehavior.Restrict);
            entity.Property(e => e.Provider).HasMaxLength(EnumLength);
            entity.Property(e => e.State).HasConversion<string>().HasMaxLength(EnumLength);
            entity.Property(e => e.ProviderReference).HasMaxLength(200);
            entity.Property(e => e.MaskedDestination).HasMaxLength(CodeLength);
            entity.Property(e => e.ErrorCode).HasMaxLength(100);
            entity.Property(e => e.ProtectedTrail).HasMaxLength(-1);
            entity.Property(e => e.Delivery).HasConversion<string>().HasMaxLength(EnumLength);
            entity.Property(e => e.Version).IsConcurrencyToken();
            entity.HasIndex(e => new { e.State, e.StartedAt });
            entity.HasIndex(e => new { e.SettledAt, e.Id });
            entity.HasIndex(e => e.ProviderReference);
        });
        model.Entity<MessageTemplate>(entity =>
        {
            entity.ToTable("MessageTemplates");
            entity.HasKey(e => new { e.Kind, e.Channel, e.Language });
            entity.Property(e => e.Kind).HasMaxLength(CodeLength);
            entity.Property(e => e.Channel).HasConversion<string>().HasMaxLength(EnumLength);
            entity.Property(e => e.Language).HasMaxLength(35);
            entity.Property(e => e.Subject).HasMaxLength(200);
            entity.Property(e => e.Body).HasMaxLength(-1);
            entity.Property(e => e.Version).IsConcurrencyToken();
        });
    }
}
