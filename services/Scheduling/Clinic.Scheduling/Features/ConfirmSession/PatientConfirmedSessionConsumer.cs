using Clinic.Contracts.Notifications;
using Clinic.Messaging.Inbox;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Audit;
using NodaTime;

namespace Clinic.Scheduling.Features.ConfirmSession;

/// <summary>Notes that the patient confirmed a session by answering a reminder. An answer that a move overtook confirms nothing.</summary>
internal sealed class PatientConfirmedSessionConsumer(Auditor auditor) : IConsume<PatientConfirmedSession, SchedulingDbContext>
{
    public async Task ConsumeAsync(PatientConfirmedSession message, SchedulingDbContext db, CancellationToken cancellationToken)
    {
        var confirmedStart = message.StartsAt is { } startsAt ? Instant.FromDateTimeOffset(startsAt) : (Instant?)null;
        if (await db.Sessions.FindAsync([message.SessionId], cancellationToken) is { } session
            && session.PatientId == message.PatientId
            && session.Confirm(confirmedStart, Instant.FromDateTimeOffset(message.OccurredAt)))
        {
            auditor.Record(db, "session.confirm", session.PatientId, session.Id);
        }
    }
}
