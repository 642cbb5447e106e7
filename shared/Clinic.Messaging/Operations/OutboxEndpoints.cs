using System.Globalization;
using Clinic.Messaging.Outbox;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Messaging.Operations;

/// <summary>A message that waits to be sent.</summary>
/// <param name="Id">Key of the row.</param>
/// <param name="MessageId">The message's id on the wire.</param>
/// <param name="AggregateId">What it is about.</param>
/// <param name="MessageType">Full name of the contract.</param>
/// <param name="Destination">The one queue it goes to, or null for all subscribers.</param>
/// <param name="CreatedAt">When it became true, UTC.</param>
/// <param name="Attempts">How often sending failed.</param>
/// <param name="RetryAt">When it is tried again, UTC; null means at once.</param>
/// <param name="LastError">Why the last attempt failed.</param>
public sealed record OutboxItem(
    Guid Id,
    Guid MessageId,
    Guid AggregateId,
    string MessageType,
    string? Destination,
    DateTimeOffset CreatedAt,
    int Attempts,
    DateTimeOffset? RetryAt,
    string? LastError);

/// <summary>What a retry did.</summary>
/// <param name="Retried">Messages that are tried again now.</param>
public sealed record RetriedOutbox(int Retried);

internal static class OutboxEndpoints
{
    public static async Task<IResult> ListAsync<TContext>(
        TContext db, string? state, int? limit, string? cursor, CancellationToken cancellationToken)
        where TContext : ClinicDbContext
    {
        var rows = Filter(db.Set<OutboxMessage>().AsNoTracking(), state);
        var size = Paging.Size(limit);
        var after = After(cursor);
        if ((rows.Refusal ?? size.Refusal ?? after.Refusal) is { } refusal)
        {
            return refusal.ToProblem();
        }

        var found = await rows.Value.Where(m => m.Sequence > after.Value).OrderBy(m => m.Sequence).Take(size.Value + 1)
            .ToListAsync(cancellationToken);
        return Results.Ok(Paging.Of(found, size.Value, Show, m => m.Sequence.ToString(CultureInfo.InvariantCulture)));
    }

    public static Task<IResult> RetryAsync<TContext>(HttpContext http, Commands<TContext> commands, OutboxSignal<TContext> signal)
        where TContext : ClinicDbContext
    {
        http.Response.OnCompleted(() =>
        {
            signal.Pulse();
            return Task.CompletedTask;
        });
        return commands.ExecuteAsync<RetriedOutbox>(http, async (db, token) => new RetriedOutbox(
            await db.Set<OutboxMessage>().Where(m => m.RetryAt != null)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.RetryAt, (Instant?)null), token)));
    }

    private static Outcome<IQueryable<OutboxMessage>> Filter(IQueryable<OutboxMessage> rows, string? state) => state switch
    {
        null or "unsent" => Outcome.Of(rows.Where(m => m.SentAt == null)),
        "failing" => Outcome.Of(rows.Where(m => m.SentAt == null && m.Attempts > 0)),
        _ => Refusal.Invalid("state", "The state is unsent or failing."),
    };

    private static Outcome<long> After(string? cursor)
    {
        if (cursor is null)
        {
            return 0;
        }

        var key = Paging.Decode(cursor);
        return key.Succeeded && long.TryParse(key.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var after)
            ? after
            : Refusal.Invalid("cursor", "The cursor is not one that this list returned.");
    }

    private static OutboxItem Show(OutboxMessage m) => new(
        m.Id,
        m.MessageId,
        m.AggregateId,
        m.MessageType,
        m.Destination,
        m.CreatedAt.ToDateTimeOffset(),
        m.Attempts,
        m.RetryAt?.ToDateTimeOffset(),
        m.LastError);
}
