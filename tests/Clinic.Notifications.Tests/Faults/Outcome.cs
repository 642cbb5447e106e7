using Clinic.Contracts.Notifications;
using Clinic.Messaging.Outbox;
using Clinic.Notifications.Domain.Reminders;
using Clinic.Notifications.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Notifications.Tests.Faults;

/// <summary>What the rows say, held against what arrived.</summary>
/// <param name="Delivered">Sent, and arrived once.</param>
/// <param name="TextsInDoubt">Texts that wait for a person.</param>
/// <param name="EmailsInDoubt">Emails that wait for a person.</param>
/// <param name="Wrong">One sentence for each reminder that is neither.</param>
internal sealed record Outcome(int Delivered, int TextsInDoubt, int EmailsInDoubt, IReadOnlyList<string> Wrong)
{
    public static async Task<Outcome> ReadAsync(
        NotificationsDbContext db, Dictionary<string, int> texts, Dictionary<string, int> emails)
    {
        var reminders = await db.Reminders.AsNoTracking().ToListAsync();
        var published = (await db.Set<OutboxMessage>().AsNoTracking()
            .Where(m => m.MessageType == typeof(ReminderSent).FullName).Select(m => m.AggregateId).ToListAsync()).ToLookup(id => id);
        var wrong = new List<string>();
        var delivered = 0;
        foreach (var reminder in reminders)
        {
            var arrived = Arrived(reminder, texts, emails);
            switch (reminder.State)
            {
                case ReminderState.Sent when arrived == 1 && published[reminder.Id].Count() == 1:
                    delivered++;
                    break;
                case ReminderState.InDoubt when arrived <= 1 && !published[reminder.Id].Any():
                    break;
                default:
                    wrong.Add($"{reminder.Channel} {reminder.State} ({reminder.Reason}), arrived {arrived} times, published {published[reminder.Id].Count()} times, tried {reminder.Attempts} times");
                    break;
            }
        }

        return new Outcome(delivered, Doubts(reminders, Channel.Sms), Doubts(reminders, Channel.Email), wrong);
    }

    private static int Doubts(List<Reminder> reminders, Channel channel) =>
        reminders.Count(r => r.Channel == channel && r.State == ReminderState.InDoubt);

    private static int Arrived(Reminder reminder, Dictionary<string, int> texts, Dictionary<string, int> emails)
    {
        var number = BitConverter.ToInt32(reminder.PatientId.ToByteArray());
        return reminder.Channel is Channel.Sms
            ? texts.GetValueOrDefault(FaultRun.PhoneOf(number))
            : emails.GetValueOrDefault(FaultRun.EmailOf(number));
    }
}
