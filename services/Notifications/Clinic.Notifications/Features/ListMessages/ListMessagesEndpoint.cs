using Clinic.Notifications.Domain.Reminders;
using Clinic.Notifications.Http;
using Clinic.Notifications.Persistence;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Notifications.Features.ListMessages;

/// <summary>A message that a provider took.</summary>
/// <param name="Id">The attempt that sent it.</param>
/// <param name="ReminderId">The reminder it fulfilled.</param>
/// <param name="PatientId">Who got it.</param>
/// <param name="Kind">Code of its kind.</param>
/// <param name="Channel">How it travelled.</param>
/// <param name="Provider">Who took it.</param>
/// <param name="SentAt">When it was handed over, UTC.</param>
/// <param name="Destination">Where it went, with all but the ends hidden.</param>
internal sealed record MessageView(
    Guid Id, Guid ReminderId, Guid PatientId, string Kind, Channel Channel, string Provider, DateTimeOffset SentAt, string Destination);

internal static class ListMessagesEndpoint
{
    public static void Map(RouteGroupBuilder group) => group.MapGet("/messages", HandleAsync)
        .RequireAuthorization(Policies.FrontDesk)
        .WithName("ListMessages")
        .WithSummary("Lists what was sent, newest first")
        .Produces<Page<MessageView>>()
        .ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<IResult> HandleAsync(
        Guid? patientId,
        int? limit,
        string? cursor,
        NotificationsDbContext db,
        Auditor auditor,
        Transactor<NotificationsDbContext> transactor,
        CancellationToken cancellationToken)
    {
        var size = Paging.Size(limit);
        var after = TimeCursor.Read(cursor);
        if ((size.Refusal ?? after.Refusal) is { } refusal)
        {
            return refusal.ToProblem();
        }

        var found = await Sent(db, patientId, after.Value).Take(size.Value + 1).ToListAsync(cancellationToken);
        await auditor.RecordReadAsync(transactor, "messages.read", patientId, null, cancellationToken);
        return Results.Ok(Paging.Of(found, size.Value, View, x => new TimeCursor(x.Attempt.StartedAt, x.Attempt.Id).Key));
    }

    private static IQueryable<SentMessage> Sent(NotificationsDbContext db, Guid? patientId, TimeCursor? after)
    {
        var reminders = patientId is { } id ? db.Reminders.Where(r => r.PatientId == id) : db.Reminders;
        var attempts = db.Attempts.Where(a => a.State == AttemptState.Accepted);
        if (after is { } place)
        {
            attempts = attempts.Where(a => a.StartedAt < place.At || (a.StartedAt == place.At && a.Id.CompareTo(place.Id) < 0));
        }

        return attempts.AsNoTracking()
            .Join(reminders, a => a.ReminderId, r => r.Id, (a, r) => new SentMessage { Attempt = a, Reminder = r })
            .OrderByDescending(x => x.Attempt.StartedAt).ThenByDescending(x => x.Attempt.Id);
    }

    private static MessageView View(SentMessage sent) => new(
        sent.Attempt.Id,
        sent.Attempt.ReminderId,
        sent.Reminder.PatientId,
        sent.Reminder.Kind,
        sent.Reminder.Channel,
        sent.Attempt.Provider,
        sent.Attempt.StartedAt.ToDateTimeOffset(),
        sent.Attempt.MaskedDestination);

    private sealed class SentMessage
    {
        public required SendAttempt Attempt { get; init; }

        public required Reminder Reminder { get; init; }
    }
}
