using Clinic.ServiceDefaults.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Clinic.ServiceDefaults.Audit;

/// <summary>
/// Links new audit entries into the chain, a batch at a time, outside the transactions that wrote them: acts do not queue
/// behind one another for the next position. Two sealers cannot fork the chain, since a position is unique.
/// </summary>
/// <typeparam name="TContext">The service's context.</typeparam>
/// <param name="transactor">Writes.</param>
/// <param name="time">Waits between batches.</param>
/// <param name="logger">Says when a batch failed.</param>
public sealed class AuditSealer<TContext>(Transactor<TContext> transactor, TimeProvider time, ILogger<AuditSealer<TContext>> logger)
    : BackgroundService
    where TContext : ClinicDbContext
{
    private const int BatchSize = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Seals what is there, at most one batch.</summary>
    /// <param name="cancellationToken">Abandons the batch.</param>
    /// <returns>How many entries were sealed.</returns>
    public Task<int> SealAsync(CancellationToken cancellationToken) => transactor.WriteAsync(
        async (db, token) =>
        {
            var waiting = await db.AuditEntries.Where(e => e.Position == null).OrderBy(e => e.At).ThenBy(e => e.Id)
                .Take(BatchSize).ToListAsync(token);
            if (waiting.Count == 0)
            {
                return 0;
            }

            var last = await db.AuditEntries.AsNoTracking().Where(e => e.Position != null)
                .OrderByDescending(e => e.Position).Select(e => new { e.Position, e.Hash }).FirstOrDefaultAsync(token);
            var position = last?.Position ?? 0;
            var hash = last?.Hash ?? AuditChain.Genesis;
            foreach (var entry in waiting)
            {
                hash = AuditChain.Link(hash, ++position, entry);
                entry.Position = position;
                entry.Hash = hash;
            }

            return waiting.Count;
        },
        cancellationToken);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await SealAsync(stoppingToken) == BatchSize)
                {
                }

                await Task.Delay(Pause, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (DbErrors.IsDatabaseFailure(e))
            {
                logger.LogWarning(e, "The audit chain could not be extended; it is tried again");
                await Task.Delay(Pause, time, CancellationToken.None);
            }
        }
    }
}
