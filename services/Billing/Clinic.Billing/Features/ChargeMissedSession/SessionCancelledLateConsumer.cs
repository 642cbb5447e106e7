using Clinic.Billing.Domain.Fees;
using Clinic.Billing.Persistence;
using Clinic.Contracts.Scheduling;
using Clinic.Messaging.Inbox;
using NodaTime;

namespace Clinic.Billing.Features.ChargeMissedSession;

/// <summary>Bills the late-cancellation fee, unless the clinic itself is the reason.</summary>
/// <param name="biller">Bills.</param>
internal sealed class SessionCancelledLateConsumer(MissedSessionBiller biller) : IConsume<SessionCancelledLate, BillingDbContext>
{
    private const string PatientRequest = "patient-request";

    public Task ConsumeAsync(SessionCancelledLate message, BillingDbContext db, CancellationToken cancellationToken) =>
        string.Equals(message.ReasonCode, PatientRequest, StringComparison.Ordinal)
            ? biller.BillAsync(
                db,
                new MissedSession(
                    message.SessionId,
                    message.PatientId,
                    message.SiteId,
                    MissedSessionKind.LateCancel,
                    Instant.FromDateTimeOffset(message.StartsAt)),
                cancellationToken)
            : Task.CompletedTask;
}
