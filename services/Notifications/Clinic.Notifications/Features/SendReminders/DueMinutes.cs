using System.Threading.Channels;
using Clinic.Notifications.Domain.Timing;
using Clinic.Notifications.Persistence;
using Clinic.ServiceDefaults.Database;
using NodaTime;

namespace Clinic.Notifications.Features.SendReminders;

/// <summary>Notices in which minutes the reminders of a committed transaction are due.</summary>
internal sealed class DueMinutes : ICommitListener<NotificationsDbContext>
{
    private readonly Channel<Instant> _minutes = System.Threading.Channels.Channel.CreateUnbounded<Instant>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>The minutes, as they are noticed; the same one may come again.</summary>
    public ChannelReader<Instant> Reader => _minutes.Reader;

    public void Committed(NotificationsDbContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var minutes = context.Reminders.Local
            .Where(r => r.State == ReminderState.Scheduled)
            .Select(r => SendTime.WholeMinute(r.DueAt))
            .Distinct();
        foreach (var minute in minutes)
        {
            _minutes.Writer.TryWrite(minute);
        }
    }
}
