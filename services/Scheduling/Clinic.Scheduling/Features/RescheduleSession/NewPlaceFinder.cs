using Clinic.Scheduling.Domain.Planning;
using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Domain.Sites;
using Clinic.Scheduling.Features.FindPlace;
using Clinic.Scheduling.Features.Shared;
using Clinic.ServiceDefaults.Http;
using NodaTime;

namespace Clinic.Scheduling.Features.RescheduleSession;

/// <summary>Finds another place for one session, between the sessions of its series that stay.</summary>
/// <param name="loader">Reads what the planner needs.</param>
internal sealed class NewPlaceFinder(PlanningDataLoader loader)
{
    public async Task<Outcome<Placement>> FindAsync(
        OpenSession open, RescheduleRequest request, CancellationToken cancellationToken)
    {
        var loaded = await SeriesSubject.LoadAsync(open.Db, open.Series, cancellationToken);
        if (!loaded.Succeeded)
        {
            return loaded.Refusal;
        }

        return request.StartsAt is null
            ? await BestAsync(open, loaded.Value, request, cancellationToken)
            : await ExactAsync(open, loaded.Value, request, window => Between(open, window), cancellationToken);
    }

    /// <summary>Looks whether a session can be exactly there; the caller answers for the gaps.</summary>
    public async Task<Outcome<Placement>> FindAloneAsync(OpenSession open, RescheduleRequest request, CancellationToken cancellationToken)
    {
        var loaded = await SeriesSubject.LoadAsync(open.Db, open.Series, cancellationToken);
        return loaded.Succeeded
            ? await ExactAsync(open, loaded.Value, request, window => Alone(open, window), cancellationToken)
            : loaded.Refusal;
    }

    private async Task<Outcome<Placement>> ExactAsync(
        OpenSession open, SeriesSubject subject, RescheduleRequest request, Func<PlaceTask, PlaceTask> within, CancellationToken cancellationToken)
    {
        var slot = Slots.At(Instant.FromDateTimeOffset(request.StartsAt!.Value));
        var date = subject.Site.DateOf(Slots.StartOf(slot));
        if (subject.Follows?.Forbids(date, "startsAt") is { } tooSoon)
        {
            return tooSoon;
        }

        var task = within(new PlaceTask { Earliest = date, Latest = date });
        var data = await loader.LoadAsync(open.Db, subject, task, cancellationToken);
        if (request.ChairId is { } chair && data.Request.Chairs.All(c => c.Id != chair))
        {
            return Refusal.NotFound("chair at this site", "chairId");
        }

        return ExactPlaces.Find(data, [new ExactWish(slot, request.ChairId, request.MonitorId, "startsAt")]);
    }

    private async Task<Outcome<Placement>> BestAsync(
        OpenSession open, SeriesSubject subject, RescheduleRequest request, CancellationToken cancellationToken)
    {
        var window = SeriesWindow.For(
            subject, open.Now, request.EarliestDate!.Value, request.LatestDate, request.Preferences, plans: 1);
        if (!window.Succeeded)
        {
            return window.Refusal;
        }

        var data = await loader.LoadAsync(open.Db, subject, Between(open, window.Value), cancellationToken);
        return SeriesPlanner.Plan(data.Request) switch
        {
            PlansFound found => data.Place(found.Plans[0].Sessions),
            NoPlanPossible none => NoPlan.Refuse(none, data.AlreadyHere),
            var other => throw new InvalidOperationException($"The planner answered {other.GetType().Name}."),
        };
    }

    private static PlaceTask Between(OpenSession open, PlaceTask window)
    {
        var standing = open.Series.Sessions
            .Where(s => s.Id != open.Session.Id && s.State is not (SessionState.Cancelled or SessionState.Missed)).ToList();
        var before = standing.Where(s => s.Number < open.Session.Number).MaxBy(s => s.Number);
        var after = standing.Where(s => s.Number > open.Session.Number).MinBy(s => s.Number);
        return Alone(open, window) with { Previous = Fixed(open.Site, before), Next = Fixed(open.Site, after) };
    }

    private static PlaceTask Alone(OpenSession open, PlaceTask window) =>
        window with { Sessions = 1, FirstNumber = open.Session.Number, Moving = [open.Session.Id] };

    /// <summary>A session that stays, as the planner sees it.</summary>
    public static FixedSession? Fixed(Site site, InfusionSession? session) => session is null
        ? null
        : new FixedSession(
            site.DateOf(session.StartsAt), session.StartsAt.InZone(site.Zone).TimeOfDay, session.MonitorId);
}
