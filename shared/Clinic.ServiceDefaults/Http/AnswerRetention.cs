using Clinic.ServiceDefaults.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Clinic.ServiceDefaults.Http;

/// <summary>Forgets the answers kept for idempotency keys after <c>Clinic:Http:IdempotencyDays</c> (7 by default).</summary>
/// <typeparam name="TContext">The service's context.</typeparam>
/// <param name="transactor">Deletes.</param>
/// <param name="configuration">Says how long answers are kept.</param>
/// <param name="clock">Tells their age.</param>
/// <param name="time">Waits between rounds.</param>
/// <param name="logger">Says when a round failed.</param>
public sealed class AnswerRetention<TContext>(
    Transactor<TContext> transactor, IConfiguration configuration, IClock clock, TimeProvider time, ILogger<AnswerRetention<TContext>> logger)
    : BackgroundService
    where TContext : ClinicDbContext
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);
    private readonly Duration _kept = Duration.FromDays(configuration.GetValue("Clinic:Http:IdempotencyDays", 7));

    /// <summary>Deletes the answers that are old enough.</summary>
    /// <param name="cancellationToken">Abandons the round.</param>
    /// <returns>How many were deleted.</returns>
    public Task<int> CleanAsync(CancellationToken cancellationToken)
    {
        var before = clock.GetCurrentInstant() - _kept;
        return transactor.WriteAsync(
            (db, token) => db.IdempotentAnswers.Where(a => a.AnsweredAt < before).ExecuteDeleteAsync(token), cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Pause, time, stoppingToken);
                await CleanAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (DbErrors.IsDatabaseFailure(e))
            {
                logger.LogWarning(e, "Old answers could not be deleted; it is tried again");
            }
        }
    }
}
