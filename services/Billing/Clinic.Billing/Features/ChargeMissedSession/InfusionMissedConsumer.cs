using Clinic.Billing.Domain.Fees;
using Clinic.Billing.Persistence;
using Clinic.Contracts.Scheduling;
using Clinic.Messaging.Inbox;
using NodaTime;

namespace Clinic.Billing.Features.ChargeMissedSession;

/// <summary>Bills the no-show fee.</summary>
/// <param name="biller">Bills.</param>
internal sealed class InfusionMissedConsumer(MissedSessionBiller biller) : IConsume<InfusionMissed, BillingDbContext>
{
    public Task ConsumeAsync(InfusionMissed message, BillingDbContext db, CancellationToken cancellationToken) => biller.BillAsync(
        db,
        new MissedSession(
            message.SessionId, message.PatientId, message.SiteId, MissedSessionKind.NoShow, Instant.FromDateTimeOffset(message.StartsAt)),
        cancellationToken);
}
