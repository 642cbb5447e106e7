using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Features.FindPlace;
using Clinic.Scheduling.Features.Shared;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.FollowSeries;

/// <summary>The finished series that a booster follows. Whatever places a session of the booster asks it, so none comes too early.</summary>
/// <param name="SeriesId">The series.</param>
/// <param name="EarliestDate">The first date on which the booster may begin.</param>
internal sealed record FollowedSeries(Guid SeriesId, LocalDate EarliestDate)
{
    /// <summary>The series to follow; refused naming the field when it is unknown or can't be followed.</summary>
    public static async Task<Outcome<FollowedSeries>> LoadAsync(
        SchedulingDbContext db, Guid seriesId, SeriesSubject booster, CancellationToken cancellationToken)
    {
        var series = await db.Series.AsNoTracking().Include(s => s.Sessions).SingleOrDefaultAsync(s => s.Id == seriesId, cancellationToken);
        if (series is null)
        {
            return Refusal.NotFound("series", "followsSeriesId");
        }

        if (BoosterRule.Check(series, booster.Patient.Id, booster.Protocol) is { } breach)
        {
            return breach.ToRefusal();
        }

        var site = await db.Sites.AsNoTracking().SingleAsync(s => s.Id == series.SiteId, cancellationToken);
        return new FollowedSeries(seriesId, BoosterRule.EarliestDate(series, site, booster.Protocol));
    }

    /// <summary>The refusal of a date that is too early, or null.</summary>
    /// <param name="date">The date of a session, or the first of a window.</param>
    /// <param name="field">The request's field to blame.</param>
    public Refusal? Forbids(LocalDate date, string field) => date >= EarliestDate
        ? null
        : Refusal.Rule("too-soon-after-series", $"The protocol allows this booster from {EarliestDate:uuuu-MM-dd} on.", field) with
        {
            Extensions = new Dictionary<string, object?> { ["earliestDate"] = EarliestDate.ToDateOnly() },
        };
}
