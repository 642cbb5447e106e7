using Clinic.Contracts.Scheduling;
using Clinic.Messaging.Inbox;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Planning;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Privacy;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Notifications.Features.TrackContact;

/// <summary>Keeps how to reach a patient, and wakes or moves the reminders that this concerns.</summary>
internal sealed class PatientContactChangedConsumer(ReminderBook book, PhoneIndex index, Protection protection, Auditor auditor)
    : IConsume<PatientContactChanged, NotificationsDbContext>
{
    public async Task ConsumeAsync(PatientContactChanged message, NotificationsDbContext db, CancellationToken cancellationToken)
    {
        // A zone or a contact that cannot be read fails here, where it is parked with its reason, not when a message is due.
        var zone = Zones.Of(message.TimeZoneId);
        var contact = protection.Unprotect<ContactDetails>(Protection.ContactDetails, message.ProtectedContact);
        var recipient = await db.Recipients.FindAsync([message.PatientId], cancellationToken);
        if (recipient is not null && recipient.ContactVersion >= message.Version)
        {
            return;
        }

        recipient = Store(db, recipient, message, contact);
        await RefitAsync(db, recipient, zone, cancellationToken);
        auditor.Record(db, "recipient.change", message.PatientId);
    }

    private Recipient Store(NotificationsDbContext db, Recipient? known, PatientContactChanged message, ContactDetails contact)
    {
        var recipient = known ?? db.Recipients.Add(new Recipient
        {
            PatientId = message.PatientId,
            ContactVersion = 0,
            ProtectedContact = "",
            HasPhone = false,
            HasEmail = false,
            TimeZoneId = message.TimeZoneId,
            Language = message.Language,
            ChangedAt = Instant.FromDateTimeOffset(message.OccurredAt),
            Version = 0,
        }).Entity;
        recipient.ContactVersion = message.Version;
        recipient.ProtectedContact = message.ProtectedContact;
        recipient.HasPhone = !string.IsNullOrWhiteSpace(contact.Phone);
        recipient.PhoneRefusedAt = null;
        recipient.PhoneHash = index.Of(contact.Phone);
        recipient.HasEmail = !string.IsNullOrWhiteSpace(contact.Email);
        recipient.TimeZoneId = message.TimeZoneId;
        recipient.Language = message.Language;
        recipient.ChangedAt = Instant.FromDateTimeOffset(message.OccurredAt);
        recipient.Version++;
        return recipient;
    }

    private async Task RefitAsync(NotificationsDbContext db, Recipient recipient, DateTimeZone zone, CancellationToken cancellationToken)
    {
        var pending = await db.Reminders
            .Where(r => r.PatientId == recipient.PatientId
                && (r.State == ReminderState.Scheduled || r.State == ReminderState.Waiting || r.State == ReminderState.Standby))
            .ToListAsync(cancellationToken);
        foreach (var reminder in pending)
        {
            var wanted = reminder.FollowsWallClock ? SameWallClock(reminder, zone) : reminder.WantedAt;
            book.Move(reminder, recipient, wanted, reminder.NotAfter + (wanted - reminder.WantedAt));
        }
    }

    private static Instant SameWallClock(Reminder reminder, DateTimeZone zone) =>
        reminder.WantedAt.InZone(Zones.Of(reminder.TimeZoneId)).LocalDateTime.InZoneLeniently(zone).ToInstant();
}
