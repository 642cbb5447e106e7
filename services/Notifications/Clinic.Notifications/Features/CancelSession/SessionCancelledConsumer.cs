using Clinic.Contracts.Scheduling;
using Clinic.Messaging.Inbox;
using Clinic.Notifications.Persistence;

namespace Clinic.Notifications.Features.CancelSession;

/// <summary>Takes back the reminders of a visit that was cancelled in time.</summary>
internal sealed class SessionCancelledConsumer(SessionCancellation cancellation) : IConsume<SessionCancelled, NotificationsDbContext>
{
    public Task ConsumeAsync(SessionCancelled message, NotificationsDbContext db, CancellationToken cancellationToken) =>
        cancellation.ApplyAsync(db, message.SessionId, message.SeriesId, message.PatientId, cancellationToken);
}
