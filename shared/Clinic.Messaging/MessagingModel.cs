using Clinic.Messaging.Inbox;
using Clinic.Messaging.Leases;
using Clinic.Messaging.Outbox;
using Clinic.Messaging.Parking;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Messaging;

/// <summary>The tables that messaging needs in every service's database.</summary>
public static class MessagingModel
{
    /// <summary>Adds outbox, inbox, parked messages and leases to a service's model.</summary>
    /// <param name="model">The model.</param>
    public static ModelBuilder AddMessaging(this ModelBuilder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Entity<OutboxMessage>(entity =>
        {
            entity.ToTable("OutboxMessages");
            entity.HasKey(e => e.Id);
            entity.Property(e => e.Id).ValueGeneratedNever();
            entity.Property(e => e.MessageType).HasMaxLength(200);
            entity.Property(e => e.Body).HasMaxLength(-1);
            entity.Property(e => e.Destination).HasMaxLength(200);
            entity.Property(e => e.TraceParent).HasMaxLength(100);
            entity.Property(e => e.LastError).HasMaxLength(1000);
            // Only rows that wait, or fail, are in these two: they stay small however long the history is kept.
            entity.HasIndex(e => e.Sequence).HasFilter("SentAt IS NULL");
            entity.HasIndex(e => e.RetryAt).HasFilter("RetryAt IS NOT NULL");
            entity.HasIndex(e => e.SentAt);
        });
        model.Entity<InboxMessage>(entity =>
        {
            entity.ToTable("InboxMessages");
            entity.HasKey(e => new { e.MessageId, e.Consumer });
            entity.Property(e => e.Consumer).HasMaxLength(200);
            entity.Property(e => e.MessageType).HasMaxLength(200);
            entity.HasIndex(e => e.ConsumedAt);
        });
        model.Entity<ParkedMessage>(entity =>
        {
            entity.ToTable("ParkedMessages");
            entity.HasKey(e => e.Id);
            entity.Property(e => e.Id).ValueGeneratedNever();
            entity.Property(e => e.Consumer).HasMaxLength(200);
            entity.Property(e => e.MessageType).HasMaxLength(200);
            entity.Property(e => e.Body).HasMaxLength(-1);
            entity.Property(e => e.Reason).HasMaxLength(2000);
            entity.HasIndex(e => e.ParkedAt);
            entity.HasIndex(e => e.MessageId);
        });
        model.Entity<Lease>(entity =>
        {
            entity.ToTable("Leases");
            entity.HasKey(e => e.Name);
            entity.Property(e => e.Name).HasMaxLength(100);
            entity.Property(e => e.Holder).HasMaxLength(100);
            entity.Property(e => e.Version).IsConcurrencyToken();
        });
        return model;
    }
}
