using Clinic.Messaging;
using Clinic.ServiceDefaults.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Notifications.Persistence;

/// <summary>The database of this service; the engine's own context derives from it.</summary>
internal abstract class NotificationsDbContext(DbContextOptions options) : ClinicDbContext(options)
{
    public DbSet<Recipient> Recipients => Set<Recipient>();

    public DbSet<TrackedSession> Sessions => Set<TrackedSession>();

    public DbSet<TrackedConsent> Consents => Set<TrackedConsent>();

    public DbSet<TrackedOffer> Offers => Set<TrackedOffer>();

    public DbSet<Reminder> Reminders => Set<Reminder>();

    public DbSet<SendAttempt> Attempts => Set<SendAttempt>();

    public DbSet<InboundMessage> Inbound => Set<InboundMessage>();

    public DbSet<MessageTemplate> Templates => Set<MessageTemplate>();

    public DbSet<PreferenceChange> PreferenceChanges => Set<PreferenceChange>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.AddMessaging();
        ReminderModel.Configure(modelBuilder);
        SubjectModel.Configure(modelBuilder);
        InboundModel.Configure(modelBuilder);
    }
}
