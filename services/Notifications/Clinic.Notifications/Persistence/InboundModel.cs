using Microsoft.EntityFrameworkCore;

namespace Clinic.Notifications.Persistence;

/// <summary>Table of what patients answered.</summary>
internal static class InboundModel
{
    private const int EnumLength = 20;

    public static void Configure(ModelBuilder model) => model.Entity<InboundMessage>(entity =>
    {
        entity.ToTable("InboundMessages");
        entity.HasKey(e => e.Id);
        entity.Property(e => e.Id).ValueGeneratedNever();
        entity.Property(e => e.Provider).HasMaxLength(EnumLength);
        entity.Property(e => e.ProviderReference).HasMaxLength(100);
        entity.Property(e => e.Intent).HasConversion<string>().HasMaxLength(EnumLength);
        entity.Property(e => e.State).HasConversion<string>().HasMaxLength(EnumLength);
        entity.Property(e => e.MaskedSender).HasMaxLength(60);
        entity.Property(e => e.ProtectedContent).HasMaxLength(-1);
        entity.Property(e => e.ClosedBy).HasMaxLength(200);
        entity.Property(e => e.Version).IsConcurrencyToken();
        // Whatever the code above believes, an answer is taken once.
        entity.HasIndex(e => new { e.Provider, e.ProviderReference }).IsUnique();
        entity.HasIndex(e => new { e.State, e.ReceivedAt });
        entity.HasIndex(e => new { e.PatientId, e.ReceivedAt });
    });
}
