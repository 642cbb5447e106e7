using System.Globalization;
using Clinic.Messaging.Outbox;
using Clinic.Messaging.Parking;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;
using MassTransit;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Messaging.Operations;

/// <summary>A message that a consumer could not take.</summary>
/// <param name="Id">Key, for replaying it.</param>
/// <param name="MessageId">The message's id on the wire; all zeros when it could not be read.</param>
/// <param name="Consumer">The consumer's queue.</param>
/// <param name="MessageType">Full name of the contract, or <c>unknown</c>.</param>
/// <param name="Reason">Why it could not be taken.</param>
/// <param name="Body">The message; contracts hold no personal data in the clear.</param>
/// <param name="ParkedAt">When it was parked, UTC.</param>
/// <param name="ReplayedAt">When it was last sent back, UTC; it disappears from the list once its consumer has taken it.</param>
public sealed record ParkedItem(
    Guid Id,
    Guid MessageId,
    string Consumer,
    string MessageType,
    string Reason,
    string Body,
    DateTimeOffset ParkedAt,
    DateTimeOffset? ReplayedAt);

/// <summary>A parked message is on its way back.</summary>
/// <param name="MessageId">The message, under the id it always had.</param>
/// <param name="Consumer">The queue it goes to.</param>
public sealed record ReplayedMessage(Guid MessageId, string Consumer);

internal static class ParkedEndpoints
{
    public static async Task<IResult> ListAsync<TContext>(
        TContext db, int? limit, string? cursor, CancellationToken cancellationToken)
        where TContext : ClinicDbContext
    {
        var size = Paging.Size(limit);
        var after = After(cursor);
        if ((size.Refusal ?? after.Refusal) is { } refusal)
        {
            return refusal.ToProblem();
        }

        var (at, id) = after.Value;
        var found = await db.Set<ParkedMessage>().AsNoTracking()
            .Where(m => m.ParkedAt > at || (m.ParkedAt == at && m.Id.CompareTo(id) > 0))
            .OrderBy(m => m.ParkedAt).ThenBy(m => m.Id).Take(size.Value + 1).ToListAsync(cancellationToken);
        return Results.Ok(Paging.Of(found, size.Value, Show, Key));
    }

    public static Task<IResult> ReplayAsync<TContext>(Guid id, HttpContext http, Commands<TContext> commands, IClock clock)
        where TContext : ClinicDbContext => commands.ExecuteAsync<ReplayedMessage>(http, async (db, token) =>
    {
        var parked = await db.Set<ParkedMessage>().FirstOrDefaultAsync(m => m.Id == id, token);
        if (parked is null)
        {
            return Refusal.NotFound("parked message", "id");
        }

        if (parked.MessageId == Guid.Empty || MessageTypes.TryFind(parked.MessageType) is null)
        {
            return Refusal.Rule("not-replayable", "The message could not be read when it arrived; its sender must send a new one.", "id");
        }

        var now = clock.GetCurrentInstant();
        parked.ReplayedAt = now;
        db.Add(new OutboxMessage
        {
            Id = NewId.NextGuid(),
            MessageId = parked.MessageId,
            Sequence = OutboxSequence.Next(),
            AggregateId = parked.AggregateId,
            MessageType = parked.MessageType,
            Body = parked.Body,
            Destination = parked.Consumer,
            CreatedAt = now,
        });
        return new ReplayedMessage(parked.MessageId, parked.Consumer);
    });

    private static Outcome<(Instant At, Guid Id)> After(string? cursor)
    {
        if (cursor is null)
        {
            return (Instant.FromUtc(1970, 1, 1, 0, 0), Guid.Empty);
        }

        var key = Paging.Decode(cursor);
        var parts = key.Succeeded ? key.Value.Split(' ') : [];
        return parts is [var ticks, var id]
            && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && at <= DateTime.MaxValue.Ticks - DateTime.UnixEpoch.Ticks
            && Guid.TryParse(id, out var guid)
            ? (Instant.FromUnixTimeTicks(at), guid)
            : Refusal.Invalid("cursor", "The cursor is not one that this list returned.");
    }

    private static string Key(ParkedMessage m) => string.Create(CultureInfo.InvariantCulture, $"{m.ParkedAt.ToUnixTimeTicks()} {m.Id}");

    private static ParkedItem Show(ParkedMessage m) => new(
        m.Id,
        m.MessageId,
        m.Consumer,
        m.MessageType,
        m.Reason,
        m.Body,
        m.ParkedAt.ToDateTimeOffset(),
        m.ReplayedAt?.ToDateTimeOffset());
}
