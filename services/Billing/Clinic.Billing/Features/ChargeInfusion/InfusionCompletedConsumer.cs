using Clinic.Billing.Domain.Charges;
using Clinic.Billing.Features.PostToLedger;
using Clinic.Billing.Persistence;
using Clinic.Billing.Persistence.Sessions;
using Clinic.Contracts.Scheduling;
using Clinic.Messaging.Inbox;
using NodaTime;

namespace Clinic.Billing.Features.ChargeInfusion;

/// <summary>Keeps a completed infusion and bills it, or leaves it waiting with the reason.</summary>
/// <param name="biller">Bills.</param>
internal sealed class InfusionCompletedConsumer(InfusionBiller biller) : IConsume<InfusionCompleted, BillingDbContext>
{
    public async Task ConsumeAsync(InfusionCompleted message, BillingDbContext db, CancellationToken cancellationToken)
    {
        // The same completion under another message id: the session is kept, and charged once. Asked with the ledger taken,
        // since two that come at once would both find nothing.
        await db.TakeLedgerAsync(message.SiteId, cancellationToken);
        if (await db.TreatedSessions.FindAsync([message.SessionId], cancellationToken) is not null)
        {
            return;
        }

        var session = Keep(message);
        db.TreatedSessions.Add(session);
        await biller.BillAsync(db, session, cancellationToken);
    }

    private static TreatedSession Keep(InfusionCompleted message)
    {
        var started = Instant.FromDateTimeOffset(message.StartedAt);
        return new TreatedSession
        {
            SessionId = message.SessionId,
            SeriesId = message.SeriesId,
            PatientId = message.PatientId,
            SiteId = message.SiteId,
            ProtocolCode = message.ProtocolCode,
            ProtocolVersion = message.ProtocolVersion,
            SessionNumber = message.SessionNumber,
            StartedAt = started,
            StoppedAt = message.StoppedAt is { } stopped ? Instant.FromDateTimeOffset(stopped) : null,
            DrugCode = message.DrugCode,
            DoseMilligrams = message.DoseMilligrams,
            ServiceOn = started.InZone(DateTimeZoneProviders.Tzdb[message.SiteTimeZoneId]).Date,
            UnbilledReason = UnbilledReason.SiteNotSetUp,
        };
    }
}
