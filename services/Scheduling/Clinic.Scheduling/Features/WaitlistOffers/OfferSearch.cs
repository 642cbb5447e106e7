using Clinic.Scheduling.Domain.Planning;
using Clinic.Scheduling.Domain.Waitlist;
using Clinic.Scheduling.Features.BookSeries;
using Clinic.Scheduling.Features.FindPlace;
using Clinic.Scheduling.Features.WaitlistEntries;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Http;
using NodaTime;

namespace Clinic.Scheduling.Features.WaitlistOffers;

/// <summary>What could be offered to somebody who waits.</summary>
/// <param name="Entry">Who waits.</param>
/// <param name="Subject">Who, where, how.</param>
/// <param name="Sessions">The best plan within the patient's wishes.</param>
/// <param name="ExpiresAt">By when it must be answered, exclusive.</param>
internal sealed record PossibleOffer(
    WaitlistEntry Entry, SeriesSubject Subject, IReadOnlyList<PlannedSession> Sessions, Instant ExpiresAt);

/// <summary>Looks whether somebody who waits can have a series now, by the same search as the front desk.</summary>
/// <param name="loader">Reads what the planner needs.</param>
/// <param name="finder">Checks exact times.</param>
internal sealed class OfferSearch(PlanningDataLoader loader, PlaceFinder finder)
{
    // One that was refused stays the best as long as it is free; a few more are looked at for other days.
    private const int Plans = 5;

    /// <summary>The best plan on days that the patient has not refused, or null when there is none yet.</summary>
    /// <param name="db">The database.</param>
    /// <param name="entry">Who waits.</param>
    /// <param name="refused">Earlier offers that the patient declined or let pass.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancellationToken">Abandons the search.</param>
    public async Task<PossibleOffer?> FindAsync(
        SchedulingDbContext db, WaitlistEntry entry, IEnumerable<WaitlistOffer> refused, Instant now, CancellationToken cancellationToken)
    {
        var subject = (await SeriesSubject.LoadAsync(
            db, entry.PatientId, entry.SiteId, entry.ProtocolId, entry.FollowsSeriesId, cancellationToken)).Value;
        var zone = DateTimeZoneProviders.Tzdb[subject.Patient.TimeZoneId];
        var expiresAt = OfferDeadline.For(now, zone, subject.Site.WaitlistOfferMinutes);
        // From the day after the answer on: who comes must fast, find an escort, and may still have to sign.
        var earliest = LocalDate.Max(entry.EarliestDate, subject.Site.DateOf(expiresAt).PlusDays(1));
        if (earliest > entry.LatestDate)
        {
            return null;
        }

        var task = new PlaceTask { Earliest = earliest, Latest = entry.LatestDate, Preferences = WaitlistWishes.Of(entry), Plans = Plans };
        var data = await loader.LoadAsync(db, subject, task, cancellationToken);
        var unwanted = refused.Select(offer => DatesOf(offer, subject)).ToList();
        var best = SeriesPlanner.Find(data.Request)
            .FirstOrDefault(plan => !unwanted.Exists(dates => dates.SequenceEqual(plan.Sessions.Select(s => s.Date))));
        return best is null ? null : new PossibleOffer(entry, subject, best.Sessions, expiresAt);
    }

    /// <summary>Where the offered times can be had at the moment, in whichever chairs and with whichever monitors; refused when they can't.</summary>
    public Task<Outcome<PlacedSeries>> PlaceAsync(
        SchedulingDbContext db, WaitlistEntry entry, WaitlistOffer offer, CancellationToken cancellationToken) => finder.FindAsync(
        db,
        new BookSeriesRequest(
            entry.PatientId,
            entry.SiteId,
            entry.ProtocolId,
            entry.Indication,
            EarliestDate: null,
            LatestDate: null,
            Preferences: null,
            [.. offer.Sessions.OrderBy(s => s.Number).Select(s => new ExactSessionRequest(s.StartsAt.ToDateTimeOffset(), null, null))],
            FollowsSeriesId: entry.FollowsSeriesId),
        cancellationToken);

    private static List<LocalDate> DatesOf(WaitlistOffer offer, SeriesSubject subject) =>
        [.. offer.Sessions.OrderBy(s => s.Number).Select(s => subject.Site.DateOf(s.StartsAt))];
}
