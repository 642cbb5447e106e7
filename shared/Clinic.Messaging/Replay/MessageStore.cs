using Clinic.Messaging.Inbox;
using Clinic.Messaging.Outbox;
using Clinic.Messaging.Parking;
using Clinic.ServiceDefaults.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Messaging.Replay;

internal sealed class MessageStore<TContext>(string service, IDbContextFactory<TContext> contexts, Transactor<TContext> transactor)
    : IMessageStore
    where TContext : ClinicDbContext
{
    public string Service => service;

    public Type ContextType => typeof(TContext);

    public async IAsyncEnumerable<SentMessage> SentAsync(
        Instant? before, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var sent = db.Set<OutboxMessage>().Where(m => m.SentAt != null);
        if (before is { } limit)
        {
            sent = sent.Where(m => m.SentAt < limit);
        }

        var rows = sent.Select(m => new SentMessage(m.Id, m.MessageId, m.MessageType, m.Destination)).AsAsyncEnumerable();
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            yield return row;
        }
    }

    public async Task<HashSet<Guid>> SeenAsync(string queue, IReadOnlyCollection<Guid> messageIds, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var taken = await db.Set<InboxMessage>().Where(m => m.Consumer == queue && messageIds.Contains(m.MessageId))
            .Select(m => m.MessageId).ToListAsync(cancellationToken);
        // One that was sent back to its consumer and is still here has not arrived.
        var parked = await db.Set<ParkedMessage>()
            .Where(m => m.Consumer == queue && m.ReplayedAt == null && messageIds.Contains(m.MessageId))
            .Select(m => m.MessageId).ToListAsync(cancellationToken);
        return [.. taken, .. parked];
    }

    public async Task<long> LastUnsentSequenceAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<OutboxMessage>().Where(m => m.SentAt == null).MaxAsync(m => (long?)m.Sequence, cancellationToken) ?? 0;
    }

    public Task MarkUnsentAsync(IReadOnlyCollection<Guid> rowIds, CancellationToken cancellationToken) => transactor.WriteAsync(
        (db, token) => db.Set<OutboxMessage>().Where(m => rowIds.Contains(m.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.SentAt, (Instant?)null), token),
        cancellationToken);

    public Task DeleteOutboxAsync(IReadOnlyCollection<Guid> rowIds, CancellationToken cancellationToken) => transactor.WriteAsync(
        (db, token) => db.Set<OutboxMessage>().Where(m => rowIds.Contains(m.Id)).ExecuteDeleteAsync(token), cancellationToken);

    public async Task<IReadOnlyList<Guid>> KeptAsync(Instant before, int atMost, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<OutboxMessage>().Where(m => m.CreatedAt < before).Select(m => m.MessageId).Take(atMost)
            .ToListAsync(cancellationToken);
    }

    public Task<int> DeleteInboxAsync(
        Instant before, int atMost, IReadOnlyCollection<Guid> spare, CancellationToken cancellationToken) => transactor.WriteAsync(
        async (db, token) =>
        {
            var old = await db.Set<InboxMessage>().Where(m => m.ConsumedAt < before && !spare.Contains(m.MessageId))
                .OrderBy(m => m.ConsumedAt).Take(atMost).ToListAsync(token);
            db.RemoveRange(old);
            return old.Count;
        },
        cancellationToken);
}
