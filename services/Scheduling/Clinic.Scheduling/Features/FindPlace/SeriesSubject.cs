using Clinic.Scheduling.Domain.Patients;
using Clinic.Scheduling.Domain.Protocols;
using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Domain.Sites;
using Clinic.Scheduling.Features.FollowSeries;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Scheduling.Features.FindPlace;

/// <summary>Who is to be treated, where, and how.</summary>
/// <param name="Patient">The patient.</param>
/// <param name="Site">The site with hours, closures and rules.</param>
/// <param name="Protocol">The protocol's version.</param>
internal sealed record SeriesSubject(Patient Patient, Site Site, Protocol Protocol)
{
    /// <summary>The series that it follows, for a booster; else null.</summary>
    public FollowedSeries? Follows { get; init; }

    /// <summary>Loads a series that is booked, for another look at where it can go.</summary>
    public static Task<Outcome<SeriesSubject>> LoadAsync(SchedulingDbContext db, Series series, CancellationToken cancellationToken) =>
        LoadAsync(db, series.PatientId, series.SiteId, series.ProtocolId, series.FollowsSeriesId, cancellationToken);

    /// <summary>Loads the three and the series that is followed; refused when that can't be followed.</summary>
    public static async Task<Outcome<SeriesSubject>> LoadAsync(
        SchedulingDbContext db, Guid patientId, Guid siteId, Guid protocolId, Guid? followsSeriesId, CancellationToken cancellationToken)
    {
        var loaded = await LoadAsync(db, patientId, siteId, protocolId, cancellationToken);
        if (!loaded.Succeeded || followsSeriesId is not { } id)
        {
            return loaded;
        }

        var followed = await FollowedSeries.LoadAsync(db, id, loaded.Value, cancellationToken);
        return followed.Succeeded ? loaded.Value with { Follows = followed.Value } : followed.Refusal;
    }

    /// <summary>Loads the three; 404 naming the field whose id is unknown.</summary>
    public static async Task<Outcome<SeriesSubject>> LoadAsync(
        SchedulingDbContext db, Guid patientId, Guid siteId, Guid protocolId, CancellationToken cancellationToken)
    {
        if (await db.Patients.AsNoTracking().SingleOrDefaultAsync(p => p.Id == patientId, cancellationToken) is not { } patient)
        {
            return Refusal.NotFound("patient", "patientId");
        }

        if (await db.WholeSites().SingleOrDefaultAsync(s => s.Id == siteId, cancellationToken) is not { } site)
        {
            return Refusal.NotFound("site", "siteId");
        }

        return await db.Protocols.AsNoTracking().SingleOrDefaultAsync(p => p.Id == protocolId, cancellationToken) is { } protocol
            ? new SeriesSubject(patient, site, protocol)
            : Refusal.NotFound("protocol", "protocolId");
    }
}
