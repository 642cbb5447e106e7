using Clinic.Messaging.Inbox;
using Clinic.Messaging.Outbox;
using Clinic.Messaging.Parking;
using Microsoft.EntityFrameworkCore;
using NodaTime;

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
            entity.HasIndex(e => new { e.SentAt, e.Id });
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

/// <summary>The right to do something alone for a while, among the replicas of a service.</summary>
public sealed class Lease
{
    /// <summary>What it is for, for example <c>outbox</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The process that holds it.</summary>
    public required string Holder { get; set; }

    /// <summary>Until when, UTC, exclusive.</summary>
    public required Instant Until { get; set; }

    /// <summary>Concurrency token.</summary>
    public required int Version { get; set; }
}
