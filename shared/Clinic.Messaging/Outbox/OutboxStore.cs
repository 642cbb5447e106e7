using Clinic.ServiceDefaults.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Messaging.Outbox;

/// <summary>The dispatcher's reads and writes.</summary>
internal sealed class OutboxStore<TContext>(IDbContextFactory<TContext> contexts, Transactor<TContext> transactor, IClock clock)
    where TContext : ClinicDbContext
{
    private const int MaxErrorLength = 1000;
    private static readonly Duration LongestPause = Duration.FromMinutes(5);

    /// <summary>Rows that may be sent now, in order. An aggregate with a row that waits for its next attempt is left out whole.</summary>
    public async Task<IReadOnlyList<OutboxMessage>> ReadAsync(int atMost, CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var outbox = db.Set<OutboxMessage>().AsNoTracking();
        var waiting = await outbox.Where(m => m.RetryAt != null && m.RetryAt > now)
            .Select(m => m.AggregateId).Distinct().ToListAsync(cancellationToken);
        var unsent = outbox.Where(m => m.SentAt == null);
        if (waiting.Count > 0)
        {
            unsent = unsent.Where(m => !waiting.Contains(m.AggregateId));
        }

        return await unsent.OrderBy(m => m.Sequence).ThenBy(m => m.Id).Take(atMost).ToListAsync(cancellationToken);
    }

    /// <summary>When the oldest row that waits became true, or null when none waits.</summary>
    public async Task<Instant?> OldestAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<OutboxMessage>().Where(m => m.SentAt == null).OrderBy(m => m.Sequence)
            .Select(m => (Instant?)m.CreatedAt).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Marks what the transport has confirmed.</summary>
    public Task MarkSentAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => transactor.WriteAsync(
        (db, token) => db.Set<OutboxMessage>().Where(m => ids.Contains(m.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.SentAt, clock.GetCurrentInstant())
                .SetProperty(m => m.RetryAt, (Instant?)null)
                .SetProperty(m => m.LastError, (string?)null),
            token),
        cancellationToken);

    /// <summary>Counts a failed attempt; each pause is twice the one before.</summary>
    public Task MarkFailedAsync(OutboxMessage row, Exception error, CancellationToken cancellationToken)
    {
        var attempts = row.Attempts + 1;
        var pause = Duration.Min(LongestPause, Duration.FromSeconds(Math.Pow(2, Math.Min(attempts, 10) - 1)));
        var retryAt = clock.GetCurrentInstant() + pause;
        var text = $"{error.GetType().Name}: {error.Message}";
        text = text.Length <= MaxErrorLength ? text : text[..MaxErrorLength];
        return transactor.WriteAsync(
            (db, token) => db.Set<OutboxMessage>().Where(m => m.Id == row.Id && m.SentAt == null).ExecuteUpdateAsync(
                set => set.SetProperty(m => m.Attempts, attempts).SetProperty(m => m.RetryAt, retryAt).SetProperty(m => m.LastError, text),
                token),
            cancellationToken);
    }
}
