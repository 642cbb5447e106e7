using System.Text;
using Clinic.Scheduling.Features.Shared;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.ReadCalendar;

/// <summary>The calendar behind a secret link. Anonymous on purpose: the link is the key. Whoever has no working link learns nothing but that.</summary>
internal static class ReadCalendarEndpoint
{
    private static readonly Refusal Unknown = new(StatusCodes.Status404NotFound, "not-found", "There is no such calendar.");

    public static void MapReadCalendar(this WebApplication app) =>
        app.MapGet("/calendars/{token}.ics", HandleAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> HandleAsync(
        string token,
        HttpContext http,
        SchedulingDbContext db,
        Transactor<SchedulingDbContext> transactor,
        Auditor auditor,
        IClock clock,
        CancellationToken cancellationToken)
    {
        var hash = LinkToken.HashOf(token);
        if (await db.CalendarFeeds.AsNoTracking().SingleOrDefaultAsync(f => f.TokenSha256 == hash, cancellationToken) is not { } feed)
        {
            return Unknown.ToProblem();
        }

        var patientId = await db.Series.Where(s => s.Id == feed.SeriesId).Select(s => (Guid?)s.PatientId).SingleOrDefaultAsync(cancellationToken);
        if (feed.RevokedAt is not null)
        {
            await auditor.RecordReadAsync(transactor, "calendar.refuse", patientId, feed.Id, cancellationToken);
            return Unknown.ToProblem();
        }

        var entries = await CalendarReader.ReadAsync(db, feed, clock.GetCurrentInstant(), cancellationToken);
        var tag = CalendarText.TagOf(entries);
        Guard(http.Response.Headers, tag);
        if (http.Request.Headers.IfNoneMatch.ToString() == tag)
        {
            // Nothing is handed out, so there is nothing to record.
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        await auditor.RecordReadAsync(transactor, "calendar.read", patientId, feed.Id, cancellationToken);
        return Results.Text(CalendarText.Write(entries, clock.GetCurrentInstant()), "text/calendar", Encoding.UTF8);
    }

    private static void Guard(IHeaderDictionary headers, string tag)
    {
        headers.ETag = tag;
        headers.CacheControl = "private, no-cache";
        headers.XContentTypeOptions = "nosniff";
        // The address holds the secret.
        headers["Referrer-Policy"] = "no-referrer";
        headers["X-Robots-Tag"] = "noindex";
    }
}
