using System.Text.Json;
using Clinic.Contracts.Scheduling;
using Clinic.Messaging.Outbox;
using Clinic.Scheduling.Domain;
using Clinic.Scheduling.Domain.Consents;
using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Domain.Sites;
using Clinic.Scheduling.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.CancelSession;

/// <summary>Cancels sessions, whoever asks: gives their slots back, tells the other services, closes the series when nothing is left.</summary>
/// <param name="clock">The present.</param>
internal sealed class SessionCanceller(IClock clock)
{
    /// <summary>Cancels some sessions of a series whose sessions are all loaded and tracked.</summary>
    /// <returns>The rule that forbids it for one of them; roll back then. Null when all were cancelled.</returns>
    public async Task<RuleBreach?> CancelAsync(
        SchedulingDbContext db,
        Series series,
        IReadOnlyCollection<InfusionSession> sessions,
        Site site,
        CancelReason reason,
        CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        foreach (var session in sessions)
        {
            if (session.Cancel(reason, site, now) is { } breach)
            {
                return breach;
            }

            Publish(db, session, now);
        }

        await SlotClaims.ReleaseAsync(db, [.. sessions.Select(s => s.Id)], cancellationToken);
        series.Settle();
        if (series.State == SeriesState.Cancelled)
        {
            // Nothing is left to sign for: the link must not work any longer.
            await db.Consents.Where(c => c.SeriesId == series.Id && c.State == ConsentState.Requested).ExecuteUpdateAsync(
                c => c.SetProperty(x => x.State, ConsentState.Lapsed).SetProperty(x => x.Version, x => x.Version + 1), cancellationToken);
        }

        return null;
    }

    private static void Publish(SchedulingDbContext db, InfusionSession session, Instant now)
    {
        var reason = JsonNamingPolicy.KebabCaseLower.ConvertName(session.CancelReason!.Value.ToString());
        if (session.CancelledLate)
        {
            var late = new SessionCancelledLate(
                session.Id,
                session.SeriesId,
                session.PatientId,
                session.SiteId,
                reason,
                session.StartsAt.ToDateTimeOffset(),
                now.ToDateTimeOffset());
            db.Publish(late, session.SeriesId, now);
            return;
        }

        var inTime = new SessionCancelled(session.Id, session.SeriesId, session.PatientId, reason, now.ToDateTimeOffset());
        db.Publish(inTime, session.SeriesId, now);
    }
}
