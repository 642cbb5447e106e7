using Clinic.Scheduling.Domain.Planning;
using Clinic.Scheduling.Domain.Repair;
using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Domain.Sites;
using Clinic.Scheduling.Features.FindPlace;
using Clinic.Scheduling.Features.FollowSeries;
using Clinic.Scheduling.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.ProposeRepair;

/// <summary>Reads what a repair needs: the clinic without the affected sessions, once per protocol, and how far each may move.</summary>
/// <param name="planning">Reads a clinic as the planner sees it.</param>
internal sealed class RepairLoader(PlanningDataLoader planning)
{
    /// <summary>How many days before or after its date a session may be moved; the gaps of its series mostly allow less.</summary>
    private const int Reach = 7;

    public async Task<IReadOnlyList<AffectedSession>> LoadAsync(
        SchedulingDbContext db, Site site, IReadOnlyList<InfusionSession> sessions, Instant now, CancellationToken cancellationToken)
    {
        if (sessions.Count == 0)
        {
            return [];
        }

        Guid[] ids = [.. sessions.Select(s => s.Id)], seriesIds = [.. sessions.Select(s => s.SeriesId).Distinct()];
        var series = await db.Series.AsNoTracking().Include(s => s.Sessions).Where(s => seriesIds.Contains(s.Id))
            .ToDictionaryAsync(s => s.Id, cancellationToken);
        var task = new PlaceTask
        {
            Earliest = LocalDate.Max(site.DateOf(now), site.DateOf(sessions.Min(s => s.StartsAt)).PlusDays(-Reach)),
            Latest = site.DateOf(sessions.Max(s => s.StartsAt)).PlusDays(Reach),
            Sessions = 1,
            Leaving = ids,
        };
        var clinics = new Dictionary<Guid, PlanningRequest>();
        foreach (var one in series.Values.DistinctBy(s => s.ProtocolId))
        {
            var subject = await SeriesSubject.LoadAsync(db, one.PatientId, one.SiteId, one.ProtocolId, cancellationToken);
            var data = await planning.LoadAsync(db, subject.Value, task, cancellationToken);
            // The wishes hold the dates on which one patient is here; each session brings its own.
            clinics[one.ProtocolId] = data.Request with { Preferences = PatientPreferences.None };
        }

        var dates = await DatesHereAsync(db, site, sessions, ids, now, cancellationToken);
        var boosters = await BoostersAsync(db, series.Values, cancellationToken);
        return [.. sessions.Select(s => NotTooSoon(
            Affected(site, s, series[s.SeriesId], clinics[series[s.SeriesId].ProtocolId], ids.ToHashSet(), dates),
            boosters.GetValueOrDefault(s.SeriesId)))];
    }

    private static async Task<Dictionary<Guid, FollowedSeries>> BoostersAsync(
        SchedulingDbContext db, IEnumerable<Series> series, CancellationToken cancellationToken)
    {
        var boosters = new Dictionary<Guid, FollowedSeries>();
        foreach (var one in series.Where(s => s.FollowsSeriesId is not null))
        {
            boosters[one.Id] = (await SeriesSubject.LoadAsync(db, one, cancellationToken)).Value.Follows!;
        }

        return boosters;
    }

    private static AffectedSession NotTooSoon(AffectedSession session, FollowedSeries? follows) => follows is null
        ? session
        : session with { Earliest = LocalDate.Max(session.Earliest, follows.EarliestDate) };

    private static AffectedSession Affected(
        Site site, InfusionSession session, Series series, PlanningRequest clinic, HashSet<Guid> affected, ILookup<Guid, LocalDate> dates)
    {
        var (date, terms) = (site.DateOf(session.StartsAt), clinic.Series);
        var standing = series.Sessions.Where(s => s.State is not (SessionState.Cancelled or SessionState.Missed)).ToList();
        var before = standing.Where(s => s.Number < session.Number).MaxBy(s => s.Number);
        var after = standing.Where(s => s.Number > session.Number).MinBy(s => s.Number);
        var (earliest, latest) = (date.PlusDays(-Reach), date.PlusDays(Reach));
        if (before is not null && !affected.Contains(before.Id))
        {
            var stays = site.DateOf(before.StartsAt);
            (earliest, latest) = (LocalDate.Max(earliest, stays.PlusDays(terms.LeastGapDays)), LocalDate.Min(latest, stays.PlusDays(terms.GreatestGapDays)));
        }

        if (after is not null && !affected.Contains(after.Id))
        {
            var stays = site.DateOf(after.StartsAt);
            (earliest, latest) = (LocalDate.Max(earliest, stays.PlusDays(-terms.GreatestGapDays)), LocalDate.Min(latest, stays.PlusDays(-terms.LeastGapDays)));
        }

        return new AffectedSession
        {
            Id = session.Id,
            Clinic = clinic,
            PatientId = session.PatientId,
            StaysTaken = true,
            Start = Slots.At(session.StartsAt),
            ChairId = session.ChairId,
            MonitorId = session.MonitorId,
            Earliest = earliest,
            Latest = latest,
            FollowsId = before is not null && affected.Contains(before.Id) ? before.Id : null,
            Away = dates[session.PatientId].ToHashSet(),
        };
    }

    private static async Task<ILookup<Guid, LocalDate>> DatesHereAsync(
        SchedulingDbContext db, Site site, IReadOnlyList<InfusionSession> sessions, Guid[] affected, Instant now, CancellationToken cancellationToken)
    {
        Guid[] patients = [.. sessions.Select(s => s.PatientId).Distinct()];
        var today = site.Zone.AtStartOfDay(site.DateOf(now)).ToInstant();
        var rows = await db.Sessions.AsNoTracking()
            .Where(s => patients.Contains(s.PatientId) && s.StartsAt >= today && !affected.Contains(s.Id))
            .Where(s => s.State != SessionState.Cancelled && (s.State != SessionState.Missed || s.EndsAt > now))
            .Select(s => new { s.PatientId, s.StartsAt }).ToListAsync(cancellationToken);
        return rows.ToLookup(r => r.PatientId, r => site.DateOf(r.StartsAt));
    }
}
