using Clinic.Contracts.Scheduling;
using Clinic.Messaging.Outbox;
using Clinic.Scheduling.Domain.Planning;
using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Features.ReadSeries;
using Clinic.Scheduling.Features.RequestConsent;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;
using MassTransit;
using NodaTime;

namespace Clinic.Scheduling.Features.BookSeries;

/// <summary>Books a series where a place was found, all or nothing, in the caller's transaction.</summary>
/// <param name="consents">Asks for the consent.</param>
/// <param name="auditor">Records who booked.</param>
/// <param name="clock">The present.</param>
internal sealed class SeriesBooker(ConsentRequests consents, Auditor auditor, IClock clock)
{
    /// <summary>What <see cref="BookAsync"/> answers when somebody else was faster; the caller looks again.</summary>
    public static readonly Refusal Lost = Refusal.Conflict("slot-taken", "Somebody else took one of the slots at the same moment.");

    public async Task<Outcome<SeriesView>> BookAsync(
        SchedulingDbContext db, PlacedSeries place, string? indication, CancellationToken cancellationToken)
    {
        if (!await Claiming.TryTouchShiftsAsync(db, place.Placement.ShiftStamps, cancellationToken))
        {
            return Lost;
        }

        var series = Make(place, indication, clock.GetCurrentInstant());
        var consent = consents.Request(db, place.Subject, place.Form, series);
        Publish(db, place, series);
        auditor.Record(db, "series.book", series.PatientId, series.Id);
        await db.InsertAddedAsync([series, .. series.Sessions, consent], cancellationToken);
        Guid[] sessionIds = [.. series.Sessions.Select(s => s.Id)];
        return await Claiming.TryClaimAsync(db, place.Placement, series.PatientId, sessionIds, series.BookedAt, cancellationToken)
            ? SeriesView.Of(series, place.Subject.Protocol, place.Subject.Site, consent, followedBy: [])
            : Lost;
    }

    private static Series Make(PlacedSeries place, string? indication, Instant now)
    {
        var (subject, id) = (place.Subject, NewId.NextGuid());
        return new Series
        {
            Id = id,
            PatientId = subject.Patient.Id,
            SiteId = subject.Site.Id,
            ProtocolId = subject.Protocol.Id,
            FollowsSeriesId = subject.Follows?.SeriesId,
            Indication = indication,
            BookedAt = now,
            State = SeriesState.Booked,
            Version = 1,
            Sessions = [.. place.Placement.Sessions.Select(s => new InfusionSession
            {
                Id = NewId.NextGuid(),
                SeriesId = id,
                PatientId = subject.Patient.Id,
                SiteId = subject.Site.Id,
                Number = s.Number,
                StartsAt = Slots.StartOf(s.Stay.Start),
                EndsAt = Slots.StartOf(s.Stay.End),
                ChairId = s.ChairId,
                MonitorId = s.MonitorId,
                State = SessionState.Booked,
                Version = 1,
            })],
        };
    }

    private static void Publish(SchedulingDbContext db, PlacedSeries place, Series series)
    {
        var (site, protocol) = (place.Subject.Site, place.Subject.Protocol);
        var booked = series.Sessions.Select(s => new BookedSession(
            s.Id, s.Number, s.StartsAt.ToDateTimeOffset(), s.EndsAt.ToDateTimeOffset(), protocol.InfusionMinutes));
        db.Publish(
            new SeriesBooked(
                series.Id,
                series.PatientId,
                site.Id,
                site.TimeZoneId,
                protocol.Code,
                protocol.Version,
                [.. booked],
                series.BookedAt.ToDateTimeOffset()),
            series.Id,
            series.BookedAt);
    }
}
