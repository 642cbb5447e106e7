using Clinic.Notifications.Domain.Reminders;
using Clinic.Notifications.Domain.Sending;
using Clinic.Notifications.Domain.Timing;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Settings;
using Clinic.ServiceDefaults.Audit;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Notifications.Planning;

/// <summary>Writes planned reminders as rows and takes them back, inside the transaction of the event that caused it.</summary>
internal sealed class ReminderBook(MessageSettings settings, Auditor auditor, IClock clock)
{
    /// <summary>The clinic's plan of reminders.</summary>
    public ReminderSchedule Schedule => settings.Schedule;

    /// <summary>Adds the reminders that are not planned yet, one for each channel of their kind.</summary>
    public async Task PlanAsync(
        NotificationsDbContext db, ReminderSubject subject, IEnumerable<PlannedReminder> plan, CancellationToken cancellationToken)
    {
        var recipient = await db.Recipients.FindAsync([subject.PatientId], cancellationToken);
        var planned = await db.Reminders
            .Where(r => r.SubjectId == subject.SubjectId && r.SubjectVersion == subject.SubjectVersion)
            .Select(r => new { r.Kind, r.Channel })
            .ToListAsync(cancellationToken);
        foreach (var reminder in plan)
        {
            var missing = reminder.Kind.Channels.Where(channel => !planned.Any(p => p.Kind == reminder.Kind.Code && p.Channel == channel));
            db.Reminders.AddRange(missing.Select(channel => Row(subject, reminder, channel, recipient)));
        }

        auditor.Record(db, "reminders.plan", subject.PatientId, subject.SubjectId);
    }

    /// <summary>Takes back what has not left yet.</summary>
    public async Task CancelAsync(
        NotificationsDbContext db, Guid patientId, IReadOnlyCollection<Guid> subjectIds, string reason, CancellationToken cancellationToken)
    {
        foreach (var reminder in await PendingAsync(db, subjectIds, cancellationToken))
        {
            reminder.Become(ReminderState.Cancelled, reason);
        }

        auditor.Record(db, "reminders.cancel", patientId, subjectIds.Count == 1 ? subjectIds.First() : null, reason);
    }

    /// <summary>Moves a pending reminder to another ideal time.</summary>
    public void Move(Reminder reminder, Recipient? recipient, Instant wantedAt, Instant notAfter)
    {
        reminder.WantedAt = wantedAt;
        reminder.NotAfter = notAfter;
        reminder.TimeZoneId = Zones.Of(recipient, reminder.TimeZoneId).Id;
        Fit(reminder, recipient);
        reminder.Version++;
    }

    /// <summary>The same message once more, due now or when quiet hours allow it; by itself, also where an email usually waits for its text.</summary>
    /// <param name="reminder">The message that was sent, failed or came too late.</param>
    /// <param name="copy">Number of the repeat, from 1.</param>
    /// <param name="recipient">Who gets it, as known now.</param>
    public Reminder Again(Reminder reminder, int copy, Recipient? recipient)
    {
        var subject = new ReminderSubject(reminder.PatientId, reminder.SubjectId, reminder.SubjectVersion)
        {
            SiteTimeZoneId = reminder.TimeZoneId,
            FollowsWallClock = reminder.FollowsWallClock,
            Values = reminder.Values,
            ProtectedLink = reminder.ProtectedLink,
        };
        var planned = new PlannedReminder(ReminderKind.Find(reminder.Kind)!, clock.GetCurrentInstant(), reminder.NotAfter);
        return Row(subject, planned, reminder.Channel, recipient, copy);
    }

    /// <summary>The reminders about some subjects that have not left yet.</summary>
    public static Task<List<Reminder>> PendingAsync(
        NotificationsDbContext db, IReadOnlyCollection<Guid> subjectIds, CancellationToken cancellationToken) =>
        db.Reminders
            .Where(r => subjectIds.Contains(r.SubjectId)
                && (r.State == ReminderState.Scheduled || r.State == ReminderState.Waiting || r.State == ReminderState.Standby))
            .ToListAsync(cancellationToken);

    private Reminder Row(ReminderSubject subject, PlannedReminder planned, Channel channel, Recipient? recipient, int copy = 0)
    {
        var row = new Reminder
        {
            Id = NewId.NextGuid(),
            PatientId = subject.PatientId,
            SubjectId = subject.SubjectId,
            SubjectVersion = subject.SubjectVersion,
            Copy = copy,
            Kind = planned.Kind.Code,
            Channel = channel,
            WantedAt = planned.WantedAt,
            NotAfter = planned.NotAfter,
            TimeZoneId = Zones.Of(recipient, subject.SiteTimeZoneId).Id,
            FollowsWallClock = subject.FollowsWallClock,
            DueAt = planned.WantedAt,
            State = ReminderState.Scheduled,
            Values = subject.Values,
            ProtectedLink = subject.ProtectedLink,
            PlannedAt = clock.GetCurrentInstant(),
            Version = 1,
        };
        Fit(row, recipient);
        return row;
    }

    /// <summary>Finds the time at which it may be sent, and says what it waits for or why it will not be sent.</summary>
    private void Fit(Reminder reminder, Recipient? recipient)
    {
        var now = clock.GetCurrentInstant();
        var quiet = QuietHoursFor(reminder, settings);
        var place = SendTime.Place(reminder.WantedAt, now, reminder.NotAfter, Zones.Of(reminder.TimeZoneId), quiet);
        reminder.DueAt = place ?? SendTime.WholeMinute(reminder.WantedAt);
        (reminder.State, reminder.Reason) = (place, HasAddress(recipient, reminder.Channel)) switch
        {
            (null, _) => (ReminderState.Lapsed, now >= reminder.NotAfter ? Reasons.TooLate : Reasons.QuietHours),
            (_, false) => (ReminderState.Waiting, Reasons.NoAddress),
            _ when StandsBy(reminder, recipient) => (ReminderState.Standby, null),
            _ => (ReminderState.Scheduled, reminder.DueAt == SendTime.WholeMinute(Instant.Max(reminder.WantedAt, now)) ? null : Reasons.QuietHours),
        };
    }

    // Where texts go first, the email of the same kind waits for what becomes of the text.
    private bool StandsBy(Reminder reminder, Recipient? recipient) => settings.SmsFirst
        && reminder.Copy == 0
        && reminder.Channel is Channel.Email
        && ReminderKind.Find(reminder.Kind)!.Channels.Contains(Channel.Sms)
        && HasAddress(recipient, Channel.Sms);

    internal static QuietHours QuietHoursFor(Reminder reminder, MessageSettings settings) =>
        !reminder.IgnoresQuietHours && ReminderKind.Find(reminder.Kind)!.ObservesQuietHours(reminder.Channel) ? settings.Quiet : QuietHours.None;

    internal static bool HasAddress(Recipient? recipient, Channel channel) => channel switch
    {
        Channel.Sms => recipient is { HasPhone: true, PhoneRefusedAt: null },
        _ => recipient?.HasEmail == true,
    };
}
