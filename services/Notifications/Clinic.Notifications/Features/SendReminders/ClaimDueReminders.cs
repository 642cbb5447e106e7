using Clinic.Notifications.Channels;
using Clinic.Notifications.Domain.Reminders;
using Clinic.Notifications.Domain.Sending;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Planning;
using Clinic.Notifications.Settings;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Privacy;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Notifications.Features.SendReminders;

/// <summary>A batch that was looked at: how many rows, and what of it is to be sent.</summary>
internal sealed record ClaimedBatch(int Looked, IReadOnlyList<ClaimedMessage> ToSend);

/// <summary>A message that this process alone may now hand over.</summary>
internal sealed record ClaimedMessage(Guid ReminderId, Channel Channel, OutgoingMessage Message);

/// <summary>
/// Takes what is due. Each reminder is decided about once more; those to be sent become <c>sending</c> and get an attempt
/// row, all committed before any provider is called. Of two processes that take the same row one fails on its version.
/// </summary>
internal sealed class ClaimDueReminders(
    Transactor<NotificationsDbContext> transactor, Senders senders, MessageComposer composer, MessageSettings settings, InFlight inFlight, Protection protection, IClock clock)
{
    public Task<ClaimedBatch> RunAsync(CancellationToken cancellationToken) => transactor.WriteAsync(ClaimAsync, cancellationToken);

    private async Task<ClaimedBatch> ClaimAsync(NotificationsDbContext db, CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        var due = await DueAsync(db, now, cancellationToken);
        if (due.Count == 0)
        {
            return new ClaimedBatch(0, []);
        }

        var facts = await DueFacts.LoadAsync(db, due, cancellationToken);
        var claimed = due.Select(reminder => Decide(db, reminder, facts, now)).OfType<ClaimedMessage>().ToList();
        return new ClaimedBatch(due.Count, claimed);
    }

    // A sender that must keep a pace gets no more than it can hand over while the claim lasts.
    private async Task<List<Reminder>> DueAsync(NotificationsDbContext db, Instant now, CancellationToken cancellationToken)
    {
        var due = db.Reminders.Where(r => r.State == ReminderState.Scheduled && r.DueAt <= now).OrderBy(r => r.DueAt).ThenBy(r => r.Id);
        var channels = Enum.GetValues<Channel>();
        if (channels.All(channel => senders.For(channel).BatchLimit >= settings.BatchSize))
        {
            return await due.Take(settings.BatchSize).ToListAsync(cancellationToken);
        }

        var found = new List<Reminder>();
        // Unhurried channels first, so that they don't wait behind the pace of another.
        foreach (var channel in channels.OrderByDescending(c => senders.For(c).BatchLimit))
        {
            var limit = Math.Min(settings.BatchSize, senders.For(channel).BatchLimit);
            found.AddRange(await due.Where(r => r.Channel == channel).Take(limit).ToListAsync(cancellationToken));
        }

        return found;
    }

    private ClaimedMessage? Decide(NotificationsDbContext db, Reminder reminder, DueFacts facts, Instant now)
    {
        var kind = ReminderKind.Find(reminder.Kind)!;
        var recipient = facts.RecipientOf(reminder);
        var decision = SendRule.Decide(new SendFacts(
            now,
            reminder.NotAfter,
            facts.SubjectStands(reminder, kind),
            ReminderBook.HasAddress(recipient, reminder.Channel),
            facts.Allowed(reminder, kind, settings),
            Zones.Of(recipient, reminder.TimeZoneId),
            ReminderBook.QuietHoursFor(reminder, settings)));
        switch (decision)
        {
            case SendDecision.Send:
                return Claim(db, reminder, kind, facts, now);
            case SendDecision.Cancel cancel:
                reminder.Become(ReminderState.Cancelled, cancel.Reason);
                break;
            case SendDecision.Lapse lapse:
                reminder.Become(ReminderState.Lapsed, lapse.Reason);
                break;
            case SendDecision.Wait wait:
                reminder.Become(ReminderState.Waiting, wait.Reason);
                break;
            case SendDecision.Postpone postpone:
                reminder.DueAt = postpone.Until;
                reminder.Become(ReminderState.Scheduled, Reasons.QuietHours);
                break;
        }

        return null;
    }

    private ClaimedMessage? Claim(NotificationsDbContext db, Reminder reminder, ReminderKind kind, DueFacts facts, Instant now)
    {
        var rendered = composer.Render(reminder, kind, facts);
        if (rendered is null)
        {
            reminder.Become(ReminderState.Failed, Reasons.TextRefused);
            return null;
        }

        var address = composer.AddressOf(facts.RecipientOf(reminder)!, reminder.Channel);
        var sender = senders.For(reminder.Channel);
        var claimedAt = RealTime.Now;
        var attempt = new SendAttempt
        {
            Id = NewId.NextGuid(),
            ReminderId = reminder.Id,
            Provider = sender.Provider,
            ClaimedBy = inFlight.Process,
            ClaimedUntil = claimedAt + settings.ClaimTime,
            HandedOverAt = sender.AnswersLookups ? claimedAt : null,
            StartedAt = now,
            State = AttemptState.Started,
            ProtectedTrail = protection.Protect(AttemptTrail.Purpose, AttemptTrail.Of(address, rendered.Text)),
            MaskedDestination = Masking.Mask(address),
            Version = 1,
        };
        db.Attempts.Add(attempt);
        reminder.Attempts++;
        reminder.Become(ReminderState.Sending, null);
        var key = new AttemptKey(attempt.Id, reminder.Kind, attempt.StartedAt);
        var message = composer.Address(rendered, key, address, reminder, facts) with { ClaimedUntil = attempt.ClaimedUntil };
        return new ClaimedMessage(reminder.Id, reminder.Channel, message);
    }
}
