using Clinic.Billing.Persistence;
using Clinic.Billing.Persistence.Sessions;
using Clinic.Contracts.Scheduling;
using Clinic.Messaging.Inbox;
using NodaTime;

namespace Clinic.Billing.Features.EstimateSeries;

/// <summary>Keeps what was booked and makes the estimate that the patient is owed; without prices the estimate waits for them.</summary>
/// <param name="estimator">Makes the estimate.</param>
internal sealed class SeriesBookedConsumer(SeriesEstimator estimator) : IConsume<SeriesBooked, BillingDbContext>
{
    public async Task ConsumeAsync(SeriesBooked message, BillingDbContext db, CancellationToken cancellationToken)
    {
        if (await db.BookedSeries.FindAsync([message.SeriesId], cancellationToken) is not null)
        {
            return;
        }

        var series = new BookedSeries
        {
            SeriesId = message.SeriesId,
            PatientId = message.PatientId,
            SiteId = message.SiteId,
            SiteTimeZoneId = message.SiteTimeZoneId,
            ProtocolCode = message.ProtocolCode,
            ProtocolVersion = message.ProtocolVersion,
            BookedAt = Instant.FromDateTimeOffset(message.BookedAt),
        };
        series.Sessions.AddRange(message.Sessions.Select(session => new PlannedSession
        {
            SessionId = session.SessionId,
            SeriesId = message.SeriesId,
            Number = session.Number,
            StartsAt = Instant.FromDateTimeOffset(session.StartsAt),
            InfusionMinutes = session.InfusionMinutes,
        }));
        db.BookedSeries.Add(series);
        await estimator.MakeAsync(db, series, cancellationToken);
    }
}
