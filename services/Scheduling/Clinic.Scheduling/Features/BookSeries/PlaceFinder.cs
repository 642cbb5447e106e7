using Clinic.Scheduling.Domain.Planning;
using Clinic.Scheduling.Features.FindPlace;
using Clinic.Scheduling.Features.RequestConsent;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.BookSeries;

/// <summary>A series with its place.</summary>
/// <param name="Subject">Who, where, how.</param>
/// <param name="Form">What the patient is to sign.</param>
/// <param name="Placement">The sessions, their claims and shifts.</param>
internal sealed record PlacedSeries(SeriesSubject Subject, FormToSign Form, Placement Placement);

/// <summary>Finds the place that a booking asks for, as the database stands at the moment.</summary>
/// <param name="loader">Reads what the planner needs.</param>
/// <param name="clock">The present.</param>
internal sealed class PlaceFinder(PlanningDataLoader loader, IClock clock)
{
    public async Task<Outcome<PlacedSeries>> FindAsync(SchedulingDbContext db, BookSeriesRequest request, CancellationToken cancellationToken)
    {
        var loaded = await SeriesSubject.LoadAsync(
            db, request.PatientId!.Value, request.SiteId!.Value, request.ProtocolId!.Value, request.FollowsSeriesId, cancellationToken);
        if (!loaded.Succeeded)
        {
            return loaded.Refusal;
        }

        var subject = loaded.Value;
        if (request.Indication is { } code && !subject.Protocol.IsFor(code))
        {
            return Refusal.Rule("not-indicated", "The protocol isn't meant for this diagnosis.", "indication");
        }

        var form = await FormToSign.FindAsync(db, subject, cancellationToken);
        if (!form.Succeeded)
        {
            return form.Refusal;
        }

        var placement = request.Sessions is null
            ? await BestAsync(db, subject, request, cancellationToken)
            : await ExactAsync(db, subject, request.Sessions, cancellationToken);
        return placement.Succeeded ? new PlacedSeries(subject, form.Value, placement.Value) : placement.Refusal;
    }

    private async Task<Outcome<Placement>> BestAsync(
        SchedulingDbContext db, SeriesSubject subject, BookSeriesRequest request, CancellationToken cancellationToken)
    {
        var task = SeriesWindow.For(
            subject,
            clock.GetCurrentInstant(),
            request.EarliestDate!.Value,
            request.LatestDate,
            request.Preferences,
            plans: 1);
        if (!task.Succeeded)
        {
            return task.Refusal;
        }

        var data = await loader.LoadAsync(db, subject, task.Value, cancellationToken);
        return SeriesPlanner.Plan(data.Request) switch
        {
            PlansFound found => data.Place(found.Plans[0].Sessions),
            NoPlanPossible none => NoPlan.Refuse(none, data.AlreadyHere),
            var other => throw new InvalidOperationException($"The planner answered {other.GetType().Name}."),
        };
    }

    private async Task<Outcome<Placement>> ExactAsync(
        SchedulingDbContext db, SeriesSubject subject, IReadOnlyList<ExactSessionRequest> sessions, CancellationToken cancellationToken)
    {
        if (sessions.Count != subject.Protocol.Infusions)
        {
            return Refusal.Rule("wrong-number", $"The protocol has {subject.Protocol.Infusions} infusions.", "sessions");
        }

        var wishes = sessions.Select((s, at) => new ExactWish(
            Slots.At(Instant.FromDateTimeOffset(s.StartsAt!.Value)), s.ChairId, s.MonitorId, $"sessions[{at}].startsAt")).ToList();
        if (await UnknownAsync(db, subject.Site.Id, sessions, cancellationToken) is { } unknown)
        {
            return unknown;
        }

        if (subject.Follows?.Forbids(DateOf(subject, wishes[0]), wishes[0].Field) is { } tooSoon)
        {
            return tooSoon;
        }

        var task = new PlaceTask { Earliest = DateOf(subject, wishes[0]), Latest = DateOf(subject, wishes[^1]) };
        return ExactPlaces.Find(await loader.LoadAsync(db, subject, task, cancellationToken), wishes);
    }

    private static async Task<Refusal?> UnknownAsync(
        SchedulingDbContext db, Guid siteId, IReadOnlyList<ExactSessionRequest> sessions, CancellationToken cancellationToken)
    {
        var chairs = await db.Chairs.Where(c => c.SiteId == siteId).Select(c => c.Id).ToListAsync(cancellationToken);
        Guid[] asked = [.. sessions.Select(s => s.MonitorId).OfType<Guid>().Distinct()];
        var staff = await db.Staff.Where(s => asked.Contains(s.Id)).Select(s => s.Id).ToListAsync(cancellationToken);
        for (var at = 0; at < sessions.Count; at++)
        {
            if (sessions[at].ChairId is { } chair && !chairs.Contains(chair))
            {
                return Refusal.NotFound("chair at this site", $"sessions[{at}].chairId");
            }

            if (sessions[at].MonitorId is { } monitor && !staff.Contains(monitor))
            {
                return Refusal.NotFound("member of staff", $"sessions[{at}].monitorId");
            }
        }

        return null;
    }

    private static LocalDate DateOf(SeriesSubject subject, ExactWish wish) => subject.Site.DateOf(Slots.StartOf(wish.Start));
}
