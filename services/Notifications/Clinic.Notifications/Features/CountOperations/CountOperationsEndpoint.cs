using Clinic.Messaging.Inbox;
using Clinic.Messaging.Outbox;
using Clinic.Notifications.Persistence;
using Clinic.ServiceDefaults.Auth;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Notifications.Features.CountOperations;

internal static class CountOperationsEndpoint
{
    public static void Map(RouteGroupBuilder group) => group.MapGet("/operations/counts", HandleAsync)
        .RequireAuthorization(Policies.Admin)
        .WithName("CountNotifications")
        .WithSummary("Counts rows: reminders by state, messages, recipients, events")
        .Produces<Dictionary<string, int>>();

    private static async Task<IResult> HandleAsync(NotificationsDbContext db, CancellationToken cancellationToken)
    {
        var states = await db.Reminders.GroupBy(r => r.State).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal) { ["reminders"] = states.Sum(s => s.Count) };
        foreach (var state in Enum.GetValues<ReminderState>())
        {
            counts[$"reminders{state}"] = states.FirstOrDefault(s => s.Key == state)?.Count ?? 0;
        }

        counts["messages"] = await db.Attempts.CountAsync(a => a.State == AttemptState.Accepted, cancellationToken);
        counts["attempts"] = await db.Attempts.CountAsync(cancellationToken);
        counts["recipients"] = await db.Recipients.CountAsync(cancellationToken);
        counts["outboxMessages"] = await db.Set<OutboxMessage>().CountAsync(cancellationToken);
        counts["inboxMessages"] = await db.Set<InboxMessage>().CountAsync(cancellationToken);
        return Results.Ok(counts);
    }
}
