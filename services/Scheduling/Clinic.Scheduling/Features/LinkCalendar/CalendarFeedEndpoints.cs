using Clinic.Scheduling.Domain.Calendars;
using Clinic.Scheduling.Features.RequestConsent;
using Clinic.Scheduling.Features.Shared;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.LinkCalendar;

/// <summary>Makes and revokes secret links for calendar programs, which can't send a bearer token.</summary>
internal static class CalendarFeedEndpoints
{
    public static void MapCalendarFeeds(this RouteGroupBuilder group)
    {
        group.MapPost("/staff/{id:guid}/calendar-feeds", LinkStaffAsync)
            .RequireAuthorization(Policies.FrontDesk)
            .WithName("LinkStaffCalendar")
            .WithSummary("Makes a secret link to the calendar of a member of staff: shifts, and sessions without names")
            .Produces<CalendarFeedView>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("/series/{id:guid}/calendar-feeds", LinkSeriesAsync)
            .RequireAuthorization(Policies.FrontDesk)
            .WithName("LinkSeriesCalendar")
            .WithSummary("Makes a secret link to the calendar of a patient's series: times only")
            .Produces<CalendarFeedView>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/calendar-feeds/{id:guid}", GetAsync)
            .RequireAuthorization(Policies.FrontDesk)
            .WithName("GetCalendarFeed")
            .WithSummary("Shows whether a calendar link still works; never the link")
            .Produces<CalendarFeedView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapDelete("/calendar-feeds/{id:guid}", RevokeAsync)
            .RequireAuthorization(Policies.FrontDesk)
            .WithName("RevokeCalendarFeed")
            .WithSummary("Revokes a calendar link for good")
            .Produces<CalendarFeedView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Task<IResult> LinkStaffAsync(
        Guid id, HttpContext http, Commands<SchedulingDbContext> commands, PublicUrl url, Auditor auditor, IClock clock) =>
        commands.CreateAsync<CalendarFeedView>(http, Location, async (db, token) =>
            await db.Staff.AnyAsync(s => s.Id == id, token)
                ? Link(db, id, seriesId: null, patientId: null, url, auditor, clock)
                : Refusal.NotFound("member of staff", "id"));

    private static Task<IResult> LinkSeriesAsync(
        Guid id, HttpContext http, Commands<SchedulingDbContext> commands, PublicUrl url, Auditor auditor, IClock clock) =>
        commands.CreateAsync<CalendarFeedView>(http, Location, async (db, token) =>
            await db.Series.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, token) is { } series
                ? Link(db, staffId: null, id, series.PatientId, url, auditor, clock)
                : Refusal.NotFound("series", "id"));

    private static CalendarFeedView Link(
        SchedulingDbContext db, Guid? staffId, Guid? seriesId, Guid? patientId, PublicUrl url, Auditor auditor, IClock clock)
    {
        var token = LinkToken.Create();
        var feed = new CalendarFeed
        {
            Id = NewId.NextGuid(),
            StaffId = staffId,
            SeriesId = seriesId,
            TokenSha256 = LinkToken.HashOf(token),
            CreatedAt = clock.GetCurrentInstant(),
            Version = 1,
        };
        db.CalendarFeeds.Add(feed);
        auditor.Record(db, "calendar.link", patientId, feed.Id);
        return CalendarFeedView.Of(feed, url.To($"/calendars/{token}.ics"));
    }

    private static async Task<IResult> GetAsync(Guid id, SchedulingDbContext db, CancellationToken cancellationToken) =>
        await db.CalendarFeeds.AsNoTracking().SingleOrDefaultAsync(f => f.Id == id, cancellationToken) is { } feed
            ? Results.Ok(CalendarFeedView.Of(feed))
            : Refusal.NotFound("calendar link", "id").ToProblem();

    private static Task<IResult> RevokeAsync(
        Guid id, HttpContext http, Commands<SchedulingDbContext> commands, Auditor auditor, IClock clock) =>
        commands.ExecuteAsync<CalendarFeedView>(http, async (db, token) =>
        {
            if (await db.CalendarFeeds.SingleOrDefaultAsync(f => f.Id == id, token) is not { } feed)
            {
                return Refusal.NotFound("calendar link", "id");
            }

            if (feed.RevokedAt is null)
            {
                (feed.RevokedAt, feed.Version) = (clock.GetCurrentInstant(), feed.Version + 1);
                var patientId = await db.Series.Where(s => s.Id == feed.SeriesId).Select(s => (Guid?)s.PatientId).SingleOrDefaultAsync(token);
                auditor.Record(db, "calendar.revoke", patientId, id);
            }

            return CalendarFeedView.Of(feed);
        });

    private static string Location(CalendarFeedView feed) => $"{SchedulingService.BasePath}/calendar-feeds/{feed.Id}";
}
