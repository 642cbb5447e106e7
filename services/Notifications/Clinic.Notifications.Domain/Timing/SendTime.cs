using NodaTime;

namespace Clinic.Notifications.Domain.Timing;

/// <summary>Finds when a message may be sent.</summary>
public static class SendTime
{
    private static readonly Duration Minute = Duration.FromMinutes(1);

    /// <summary>
    /// The wanted time, or, when that falls into quiet hours, the nearest allowed one, before or after it; of two equally
    /// near the earlier. "Before quiet hours" means their last free minute.
    /// </summary>
    /// <param name="wanted">The ideal time; one that has passed means at once.</param>
    /// <param name="now">Nothing is placed before it.</param>
    /// <param name="notAfter">Exclusive end: the message is of no use from here on.</param>
    /// <param name="zone">The recipient's zone.</param>
    /// <param name="quiet">The quiet hours that apply.</param>
    /// <returns>A whole minute (it may lie up to a minute before <paramref name="now"/>, meaning at once), or null when no allowed time is left.</returns>
    public static Instant? Place(Instant wanted, Instant now, Instant notAfter, DateTimeZone zone, QuietHours quiet)
    {
        ArgumentNullException.ThrowIfNull(zone);
        ArgumentNullException.ThrowIfNull(quiet);
        var ideal = Instant.Max(wanted, now);
        if (ideal >= notAfter)
        {
            return null;
        }

        if (!quiet.Contain(ideal, zone))
        {
            return WholeMinute(ideal);
        }

        Instant? best = null;
        foreach (var candidate in Edges(ideal, zone, quiet).Append(now).Order())
        {
            var allowed = candidate >= now && candidate < notAfter && !quiet.Contain(candidate, zone);
            if (allowed && (best is null || Distance(candidate, ideal) < Distance(best.Value, ideal)))
            {
                best = candidate;
            }
        }

        return best is { } found ? WholeMinute(found) : null;
    }

    /// <summary>The minute that an instant lies in.</summary>
    /// <param name="instant">The instant.</param>
    public static Instant WholeMinute(Instant instant) =>
        Instant.FromUnixTimeSeconds((long)Math.Floor(instant.ToUnixTimeSeconds() / 60.0) * 60);

    // Quiet time begins and ends where the wall clock passes an edge, and also where the clock itself jumps across one.
    private static IEnumerable<Instant> Edges(Instant around, DateTimeZone zone, QuietHours quiet)
    {
        var date = around.InZone(zone).Date;
        var interval = zone.GetZoneInterval(around);
        var edges = Enumerable.Range(-1, 3)
            .SelectMany(day => new[] { date.PlusDays(day) + quiet.From, date.PlusDays(day) + quiet.Until })
            .SelectMany(local => Instants(zone.MapLocal(local)));
        if (interval.HasStart)
        {
            edges = edges.Append(interval.Start);
        }

        if (interval.HasEnd)
        {
            edges = edges.Append(interval.End);
        }

        return edges.SelectMany(edge => new[] { edge - Minute, edge });
    }

    private static Instant[] Instants(NodaTime.TimeZones.ZoneLocalMapping mapping) => mapping.Count switch
    {
        0 => [mapping.LateInterval.Start],
        1 => [mapping.Single().ToInstant()],
        _ => [mapping.First().ToInstant(), mapping.Last().ToInstant()],
    };

    private static Duration Distance(Instant a, Instant b) => a > b ? a - b : b - a;
}
