using Clinic.Contracts.Scheduling;
using NodaTime;

namespace Clinic.Notifications.Tests.Rig;

/// <summary>Events as Scheduling sends them.</summary>
internal static class Events
{
    public static readonly Duration Stay = Duration.FromMinutes(105);

    public static SeriesBooked Series(Guid patientId, Instant bookedAt, params Instant[] starts) => new(
        Guid.NewGuid(),
        patientId,
        Guid.NewGuid(),
        NotificationsHost.NewYork,
        "KET-IND-6",
        1,
        [.. starts.Select((start, i) => new BookedSession(Guid.NewGuid(), i + 1, start.ToDateTimeOffset(), (start + Stay).ToDateTimeOffset(), 40))],
        bookedAt.ToDateTimeOffset());

    public static SessionRescheduled Moved(SeriesBooked series, int session, int version, Instant start, Instant at) => new(
        series.Sessions[session].SessionId,
        series.SeriesId,
        series.PatientId,
        version,
        start.ToDateTimeOffset(),
        (start + Stay).ToDateTimeOffset(),
        at.ToDateTimeOffset());

    public static SessionCancelled Cancelled(SeriesBooked series, int session, Instant at) =>
        new(series.Sessions[session].SessionId, series.SeriesId, series.PatientId, "patient-request", at.ToDateTimeOffset());

    public static InfusionCompleted Completed(SeriesBooked series, int session, Instant stoppedAt) => new(
        series.Sessions[session].SessionId,
        series.SeriesId,
        series.PatientId,
        series.SiteId,
        series.SiteTimeZoneId,
        series.ProtocolCode,
        series.ProtocolVersion,
        session + 1,
        (stoppedAt - Duration.FromMinutes(40)).ToDateTimeOffset(),
        stoppedAt.ToDateTimeOffset(),
        "ketamine",
        35m,
        stoppedAt.ToDateTimeOffset());

    public static OffLabelConsentRequested ConsentRequested(SeriesBooked series, string protectedLink, Instant at) => new(
        Guid.NewGuid(),
        series.SeriesId,
        series.PatientId,
        series.SiteId,
        "KET-OFF-LABEL",
        1,
        protectedLink,
        (at + Duration.FromDays(14)).ToDateTimeOffset(),
        at.ToDateTimeOffset());
}
