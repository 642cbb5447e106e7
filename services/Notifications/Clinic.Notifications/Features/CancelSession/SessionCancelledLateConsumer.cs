using Clinic.Contracts.Scheduling;
using Clinic.Messaging.Inbox;
using Clinic.Notifications.Persistence;

namespace Clinic.Notifications.Features.CancelSession;

/// <summary>Takes back the reminders of a visit that was cancelled late.</summary>
internal sealed class SessionCancelledLateConsumer(SessionCancellation cancellation) : IConsume<SessionCancelledLate, NotificationsDbContext>
{
    public Task ConsumeAsync(SessionCancelledLate message, NotificationsDbContext db, CancellationToken cancellationToken) =>
        cancellation.ApplyAsync(db, message.SessionId, message.SeriesId, message.PatientId, cancellationToken);
}
