using Clinic.Notifications.Http;
using Clinic.Notifications.Persistence;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Notifications.Features.ListReminders;

/// <summary>What the caller looks for.</summary>
/// <param name="PatientId">Reminders of one patient.</param>
/// <param name="SubjectId">Reminders about one session, series, consent or invoice.</param>
/// <param name="State">Reminders in one state.</param>
/// <param name="From">Due at or after it.</param>
/// <param name="To">Due before it.</param>
/// <param name="Limit">Items on the page.</param>
/// <param name="Cursor">Where to go on.</param>
internal sealed record ReminderQuery(
    Guid? PatientId, Guid? SubjectId, string? State, DateTimeOffset? From, DateTimeOffset? To, int? Limit, string? Cursor);

internal static class ListRemindersEndpoint
{
    public static void Map(RouteGroupBuilder group) => group.MapGet("/reminders", HandleAsync)
        .RequireAuthorization(Policies.FrontDesk)
        .WithName("ListReminders")
        .WithSummary("Lists reminders by due time")
        .Produces<Page<ReminderView>>()
        .ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<IResult> HandleAsync(
        [AsParameters] ReminderQuery query,
        NotificationsDbContext db,
        Auditor auditor,
        Transactor<NotificationsDbContext> transactor,
        CancellationToken cancellationToken)
    {
        var size = Paging.Size(query.Limit);
        var after = TimeCursor.Read(query.Cursor);
        var state = KebabEnum.Find<ReminderState>(query.State);
        var refusal = size.Refusal ?? after.Refusal ?? (query.State is not null && state is null
            ? Refusal.Invalid("state", $"The state is one of: {KebabEnum.Choices<ReminderState>()}.")
            : null);
        if (refusal is not null)
        {
            return refusal.ToProblem();
        }

        var found = await Filter(db.Reminders.AsNoTracking(), query, state, after.Value)
            .OrderBy(r => r.DueAt).ThenBy(r => r.Id)
            .Take(size.Value + 1)
            .ToListAsync(cancellationToken);
        await auditor.RecordReadAsync(transactor, "reminders.read", query.PatientId, query.SubjectId, cancellationToken);
        var codes = await ReminderView.CodesAsync(db, found, cancellationToken);
        return Results.Ok(Paging.Of(found, size.Value, r => ReminderView.Of(r, codes), r => new TimeCursor(r.DueAt, r.Id).Key));
    }

    private static IQueryable<Reminder> Filter(IQueryable<Reminder> reminders, ReminderQuery query, ReminderState? state, TimeCursor? after)
    {
        if (query.PatientId is { } patientId)
        {
            reminders = reminders.Where(r => r.PatientId == patientId);
        }

        if (query.SubjectId is { } subjectId)
        {
            reminders = reminders.Where(r => r.SubjectId == subjectId);
        }

        if (state is { } wanted)
        {
            reminders = reminders.Where(r => r.State == wanted);
        }

        if (query.From is { } from)
        {
            var earliest = Instant.FromDateTimeOffset(from);
            reminders = reminders.Where(r => r.DueAt >= earliest);
        }

        if (query.To is { } to)
        {
            var end = Instant.FromDateTimeOffset(to);
            reminders = reminders.Where(r => r.DueAt < end);
        }

        return after is { } place
            ? reminders.Where(r => r.DueAt > place.At || (r.DueAt == place.At && r.Id.CompareTo(place.Id) > 0))
            : reminders;
    }
}
