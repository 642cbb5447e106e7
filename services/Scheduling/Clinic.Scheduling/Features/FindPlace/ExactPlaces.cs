using Clinic.Scheduling.Domain.Planning;
using Clinic.ServiceDefaults.Http;
using NodaTime;
using NodaTime.Text;

namespace Clinic.Scheduling.Features.FindPlace;

/// <summary>A session wanted at exactly this time.</summary>
/// <param name="Start">Its first slot.</param>
/// <param name="ChairId">The chair, or null for the first that is free.</param>
/// <param name="MonitorId">The monitor, or null for the best one who can.</param>
/// <param name="Field">The request's field to blame.</param>
internal sealed record ExactWish(int Start, Guid? ChairId, Guid? MonitorId, string Field);

/// <summary>
/// Places sessions at exactly the wished-for times. It asks the same planner as a search does, with a day that is open for
/// just that stay: so both know the same rules, and the reasons come in the same words.
/// </summary>
internal static class ExactPlaces
{
    private static readonly LocalDateTimePattern When = LocalDateTimePattern.CreateWithInvariantCulture("ddd d MMM uuuu HH:mm");

    /// <summary>All wishes, or the first that can't be.</summary>
    public static Outcome<Placement> Find(PlanningData data, IReadOnlyList<ExactWish> wishes)
    {
        var placed = new List<PlannedSession>();
        var previous = data.Request.Series.Previous;
        for (var at = 0; at < wishes.Count; at++)
        {
            var next = at == wishes.Count - 1 ? data.Request.Series.Next : null;
            var session = PlaceOne(data, wishes[at], data.Request.Series.FirstNumber + at, previous, next);
            if (!session.Succeeded)
            {
                return session.Refusal;
            }

            placed.Add(session.Value);
            previous = new FixedSession(session.Value.Date, session.Value.Start.TimeOfDay, session.Value.MonitorId);
        }

        return data.Place(placed);
    }

    private static Outcome<PlannedSession> PlaceOne(
        PlanningData data, ExactWish wish, int number, FixedSession? previous, FixedSession? next)
    {
        var request = Narrow(data.Request, wish, number, previous, next);
        if (request is null)
        {
            return Refusal.Rule("outside-opening-hours", $"The site isn't open for the whole stay on {Text(data, wish)}.", wish.Field);
        }

        var outcome = SeriesPlanner.Plan(request);
        if (outcome is PlansFound && wish.MonitorId is { } monitor)
        {
            // The site's rules hold by now, with everybody; who monitors is a question about one person.
            outcome = SeriesPlanner.Plan(request with { Staff = [.. request.Staff.Where(s => s.Id == monitor)], SiteRules = [] });
        }

        return outcome switch
        {
            PlansFound found => found.Plans[0].Sessions[0],
            NoPlanPossible none => Refuse(data, wish, none),
            _ => throw new InvalidOperationException($"The planner answered {outcome.GetType().Name}."),
        };
    }

    private static PlanningRequest? Narrow(
        PlanningRequest request, ExactWish wish, int number, FixedSession? previous, FixedSession? next)
    {
        var stay = new SlotRange(wish.Start, wish.Start + request.Phases.Stay);
        var date = Slots.StartOf(wish.Start).InZone(request.Site.Zone).Date;
        if (!request.Site.Days.TryGetValue(date, out var day))
        {
            return null;
        }

        if (day.ClosedReason is null && !day.Open.Any(open => open.Start <= stay.Start && stay.End <= open.End))
        {
            return null;
        }

        var only = day.ClosedReason is null ? new SiteDay([stay]) : day;
        return request with
        {
            Site = request.Site with { Days = new Dictionary<LocalDate, SiteDay> { [date] = only } },
            Series = request.Series with
            {
                Sessions = 1,
                Earliest = date,
                Latest = date,
                FirstNumber = number,
                Previous = previous,
                Next = next,
            },
            Chairs = wish.ChairId is { } chair ? [.. request.Chairs.Where(c => c.Id == chair)] : request.Chairs,
            Plans = 1,
        };
    }

    private static Refusal Refuse(PlanningData data, ExactWish wish, NoPlanPossible none)
    {
        // Who isn't on shift says more than the site's rule that follows from it.
        var ordered = none.Obstacles.OrderBy(o => o.Kind == ObstacleKind.SiteRuleUnmet).ToList();
        var (obstacle, reasons) = (ordered[0], string.Join(' ', ordered.Select(o => Sentence(o.Text))));
        return obstacle.Kind switch
        {
            ObstacleKind.ChairsFull => Refusal.Conflict("slot-taken", $"{ChairText(data, wish)} on {Text(data, wish)}.", wish.Field),
            ObstacleKind.MonitorsBusy => Refusal.Conflict("slot-taken", reasons, wish.Field),
            ObstacleKind.PatientAway when data.AlreadyHere.Contains(obstacle.Date) =>
                Refusal.Rule("patient-already-booked", "The patient has a session on that date already.", wish.Field),
            var kind => Refusal.Rule(Code(kind), reasons, wish.Field),
        };
    }

    private static string Code(ObstacleKind kind) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());

    private static string ChairText(PlanningData data, ExactWish wish) => wish.ChairId is { } id
        ? $"{data.Request.Chairs.First(c => c.Id == id).Name} is taken during that stay"
        : "Every chair is taken during that stay";

    private static string Text(PlanningData data, ExactWish wish) =>
        When.Format(Slots.StartOf(wish.Start).InZone(data.Request.Site.Zone).LocalDateTime);

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..] + ".";
}
