using Clinic.Contracts.Scheduling;
using Clinic.Messaging.Outbox;
using Clinic.Scheduling.Domain.Consents;
using Clinic.Scheduling.Domain.Planning;
using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Features.BookSeries;
using Clinic.Scheduling.Features.FindPlace;
using Clinic.Scheduling.Features.Shared;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.RescheduleSession;

/// <summary>Moves sessions of one series, whoever asks: gives back what they hold and claims the new places in one transaction.</summary>
internal static class SessionMover
{
    /// <summary>Moves them, all or none.</summary>
    /// <param name="db">The transaction's context.</param>
    /// <param name="series">The series, tracked, with all of its sessions.</param>
    /// <param name="sessions">Those that move, in order.</param>
    /// <param name="placement">As many places, in the same order.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancellationToken">Abandons the transaction.</param>
    /// <returns>Why not, <see cref="SeriesBooker.Lost"/> when somebody else was faster; roll back then. Null when all were moved.</returns>
    public static async Task<Refusal?> MoveAsync(
        SchedulingDbContext db,
        Series series,
        IReadOnlyList<InfusionSession> sessions,
        Placement placement,
        Instant now,
        CancellationToken cancellationToken)
    {
        foreach (var (session, place) in sessions.Zip(placement.Sessions))
        {
            var (start, end) = (Slots.StartOf(place.Stay.Start), Slots.StartOf(place.Stay.End));
            if (session.MoveTo(start, end, place.ChairId, place.MonitorId) is { } breach)
            {
                return breach.ToRefusal();
            }
        }

        if (!await Claiming.TryTouchShiftsAsync(db, placement.ShiftStamps, cancellationToken))
        {
            return SeriesBooker.Lost;
        }

        Guid[] ids = [.. sessions.Select(s => s.Id)];
        await SlotClaims.ReleaseAsync(db, ids, cancellationToken);
        if (!await Claiming.TryClaimAsync(db, placement, series.PatientId, ids, now, cancellationToken))
        {
            return SeriesBooker.Lost;
        }

        await MoveLinkExpiryAsync(db, series, cancellationToken);
        foreach (var session in sessions)
        {
            Publish(db, session, now);
        }

        return null;
    }

    private static void Publish(SchedulingDbContext db, InfusionSession session, Instant now)
    {
        var moved = new SessionRescheduled(
            session.Id,
            session.SeriesId,
            session.PatientId,
            session.Version,
            session.StartsAt.ToDateTimeOffset(),
            session.EndsAt.ToDateTimeOffset(),
            now.ToDateTimeOffset());
        db.Publish(moved, session.SeriesId, now);
    }

    /// <summary>The signing link works until the first session, wherever that is now.</summary>
    public static async Task MoveLinkExpiryAsync(SchedulingDbContext db, Series series, CancellationToken cancellationToken)
    {
        var first = series.Sessions.Where(s => s.State == SessionState.Booked).Min(s => s.StartsAt);
        await db.Consents.Where(c => c.SeriesId == series.Id && c.State == ConsentState.Requested).ExecuteUpdateAsync(
            c => c.SetProperty(x => x.LinkExpiresAt, first).SetProperty(x => x.Version, x => x.Version + 1), cancellationToken);
    }
}
