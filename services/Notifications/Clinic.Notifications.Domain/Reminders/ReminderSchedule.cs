using NodaTime;

namespace Clinic.Notifications.Domain.Reminders;

/// <summary>Which reminders a clinic sends, and when. All numbers are the clinic's configuration.</summary>
public sealed record ReminderSchedule
{
    /// <summary>Hours before a visit, each one reminder. Default 72, 24 and 2 (the clinic's own plan).</summary>
    public IReadOnlyList<int> SessionHours { get; init; } = [72, 24, 2];

    /// <summary>Months after the last visit. Default 1, 3 and 6 (clinic knowledge base; second-hand, to be verified by the clinic).</summary>
    public IReadOnlyList<int> FollowUpMonths { get; init; } = [1, 3, 6];

    /// <summary>Hours after an unanswered consent request. Default 48 and 96 (the clinic's own choice).</summary>
    public IReadOnlyList<int> ConsentChaseHours { get; init; } = [48, 96];

    /// <summary>Wall-clock time of check-ins and follow-ups in the recipient's zone.</summary>
    public LocalTime CareTime { get; init; } = new(10, 0);

    /// <summary>How long a check-in is of use. Default 2 days.</summary>
    public Duration CheckInUseful { get; init; } = Duration.FromDays(2);

    /// <summary>How long a follow-up is of use. Default 14 days.</summary>
    public Duration FollowUpUseful { get; init; } = Duration.FromDays(14);

    /// <summary>
    /// Reminders before a visit. One whose time had passed when the visit was fixed is left out, and each is of use only
    /// until the next takes over.
    /// </summary>
    /// <param name="startsAt">Start of the visit.</param>
    /// <param name="fixedAt">When it was booked or moved to this time.</param>
    public IEnumerable<PlannedReminder> BeforeSession(Instant startsAt, Instant fixedAt)
    {
        var hours = SessionHours.Distinct().OrderDescending().ToList();
        for (var i = 0; i < hours.Count; i++)
        {
            var wanted = startsAt - Duration.FromHours(hours[i]);
            var next = i + 1 < hours.Count ? startsAt - Duration.FromHours(hours[i + 1]) : startsAt;
            if (wanted >= fixedAt)
            {
                yield return new PlannedReminder(ReminderKind.Session(hours[i]), wanted, next);
            }
        }
    }

    /// <summary>The check-in on the day after a visit.</summary>
    /// <param name="endedAt">When the visit ended.</param>
    /// <param name="zone">The recipient's zone.</param>
    public PlannedReminder CheckIn(Instant endedAt, DateTimeZone zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var wanted = (endedAt.InZone(zone).Date.PlusDays(1) + CareTime).InZoneLeniently(zone).ToInstant();
        return new PlannedReminder(ReminderKind.CheckInNextDay, wanted, wanted + CheckInUseful);
    }

    /// <summary>The follow-ups after a series.</summary>
    /// <param name="lastEndsAt">End of its last visit.</param>
    /// <param name="zone">The recipient's zone.</param>
    public IEnumerable<PlannedReminder> FollowUps(Instant lastEndsAt, DateTimeZone zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var last = lastEndsAt.InZone(zone).Date;
        foreach (var months in FollowUpMonths.Distinct().Order())
        {
            var wanted = (last.PlusMonths(months) + CareTime).InZoneLeniently(zone).ToInstant();
            yield return new PlannedReminder(ReminderKind.FollowUp(months), wanted, wanted + FollowUpUseful);
        }
    }

    /// <summary>The consent request, at once, and its chases while it stays unsigned.</summary>
    /// <param name="requestedAt">When it was requested.</param>
    /// <param name="expiresAt">When the link stops working, exclusive.</param>
    public IEnumerable<PlannedReminder> Consent(Instant requestedAt, Instant expiresAt)
    {
        yield return new PlannedReminder(ReminderKind.ConsentRequest, requestedAt, expiresAt);
        foreach (var hours in ConsentChaseHours.Distinct().Order())
        {
            var wanted = requestedAt + Duration.FromHours(hours);
            if (wanted < expiresAt)
            {
                yield return new PlannedReminder(ReminderKind.ConsentChase(hours), wanted, expiresAt);
            }
        }
    }
}
