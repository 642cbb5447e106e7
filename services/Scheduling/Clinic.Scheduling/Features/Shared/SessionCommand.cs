using Clinic.Scheduling.Domain.Protocols;
using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Domain.Sites;
using Clinic.Scheduling.Features.ReadSeries;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.Shared;

/// <summary>A session with what is needed to act on it; session and series are tracked, the series with all of its sessions.</summary>
/// <param name="Db">The transaction's context.</param>
/// <param name="Session">The session.</param>
/// <param name="Series">Its series.</param>
/// <param name="Site">The site.</param>
/// <param name="Protocol">The protocol.</param>
/// <param name="Now">The present.</param>
internal sealed record OpenSession(
    SchedulingDbContext Db, InfusionSession Session, Series Series, Site Site, Protocol Protocol, Instant Now);

/// <summary>Runs what changes one session: finds it, checks If-Match, records who did it, answers with the session.</summary>
/// <param name="commands">Writes.</param>
/// <param name="auditor">Records.</param>
/// <param name="clock">The present.</param>
internal sealed class SessionCommand(Commands<SchedulingDbContext> commands, Auditor auditor, IClock clock)
{
    /// <summary>Runs an act on a session.</summary>
    /// <param name="http">The request.</param>
    /// <param name="id">The session.</param>
    /// <param name="action">Stable code of the act in the audit log.</param>
    /// <param name="act">Acts, or says why not; may run again after a transient failure.</param>
    public Task<IResult> RunAsync(HttpContext http, Guid id, string action, Func<OpenSession, CancellationToken, Task<Refusal?>> act) =>
        commands.ExecuteAsync<SessionView>(http, async (db, token) =>
        {
            if (await OpenAsync(db, id, clock.GetCurrentInstant(), token) is not { } open)
            {
                return Refusal.NotFound("session", "id");
            }

            if ((Answers.StaleFor(http.Request, open.Session.Version) ?? await act(open, token)) is { } refusal)
            {
                return refusal;
            }

            auditor.Record(db, action, open.Session.PatientId, id);
            return SessionView.Of(open.Session, open.Site);
        });

    /// <summary>Loads a session with its surroundings, or null when there is none.</summary>
    public static async Task<OpenSession?> OpenAsync(SchedulingDbContext db, Guid id, Instant now, CancellationToken cancellationToken)
    {
        var series = await db.Series.Include(s => s.Sessions).SingleOrDefaultAsync(s => s.Sessions.Any(x => x.Id == id), cancellationToken);
        if (series is null)
        {
            return null;
        }

        var site = await db.Sites.AsNoTracking().SingleAsync(s => s.Id == series.SiteId, cancellationToken);
        var protocol = await db.Protocols.AsNoTracking().SingleAsync(p => p.Id == series.ProtocolId, cancellationToken);
        return new OpenSession(db, series.Sessions.Single(s => s.Id == id), series, site, protocol, now);
    }
}
