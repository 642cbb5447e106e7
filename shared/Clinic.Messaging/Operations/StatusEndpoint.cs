using Clinic.Messaging.Inbox;
using Clinic.Messaging.Outbox;
using Clinic.Messaging.Parking;
using Clinic.ServiceDefaults.Database;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Messaging.Operations;

/// <summary>Counts of a service's messages.</summary>
/// <param name="OutboxTotal">Messages in the outbox, sent ones within the retention included.</param>
/// <param name="Unsent">Messages that wait to be sent.</param>
/// <param name="Failing">Those of them whose last attempt failed.</param>
/// <param name="OldestUnsentSeconds">Age of the oldest that waits, in seconds; 0 when none waits.</param>
/// <param name="InboxTotal">Messages taken, within the retention.</param>
/// <param name="Parked">Messages that a consumer could not take.</param>
public sealed record MessagingStatus(
    int OutboxTotal, int Unsent, int Failing, double OldestUnsentSeconds, int InboxTotal, int Parked);

internal static class StatusEndpoint
{
    public static async Task<IResult> GetAsync<TContext>(TContext db, IClock clock, CancellationToken cancellationToken)
        where TContext : ClinicDbContext
    {
        var outbox = db.Set<OutboxMessage>();
        var oldest = await outbox.Where(m => m.SentAt == null).MinAsync(m => (Instant?)m.CreatedAt, cancellationToken);
        var age = oldest is { } since ? (clock.GetCurrentInstant() - since).TotalSeconds : 0;
        return Results.Ok(new MessagingStatus(
            await outbox.CountAsync(cancellationToken),
            await outbox.CountAsync(m => m.SentAt == null, cancellationToken),
            await outbox.CountAsync(m => m.RetryAt != null, cancellationToken),
            Math.Max(0, age),
            await db.Set<InboxMessage>().CountAsync(cancellationToken),
            await db.Set<ParkedMessage>().CountAsync(cancellationToken)));
    }
}
