using Clinic.ServiceDefaults.Faults;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Clinic.ServiceDefaults.Database;

/// <summary>
/// The one way to write. Each attempt gets a fresh context and one transaction that takes its lock up front; a refusal or
/// an exception leaves nothing behind; transient failures of SQL Server are tried again from the start.
/// </summary>
/// <typeparam name="TContext">The service's context.</typeparam>
/// <param name="contexts">Makes a context to ask how attempts are repeated.</param>
/// <param name="writers">Makes a context per attempt.</param>
/// <param name="gate">Queues writers where the engine has only one.</param>
/// <param name="listeners">Told after the commit.</param>
public sealed class Transactor<TContext>(
    IDbContextFactory<TContext> contexts,
    IWriteContexts<TContext> writers,
    WriteGate<TContext> gate,
    IEnumerable<ICommitListener<TContext>> listeners)
    where TContext : DbContext
{
    private readonly ICommitListener<TContext>[] _listeners = [.. listeners];

    /// <summary>Runs <paramref name="work"/>, saves and commits when it succeeds; rolls back when it refuses or throws.</summary>
    /// <typeparam name="T">What the work yields.</typeparam>
    /// <param name="work">Must be safe to run again: it sees a fresh context each time and has no effect outside it.</param>
    /// <param name="cancellationToken">Abandons the attempt; nothing is written.</param>
    /// <exception cref="DbUpdateException">The database refused the write; <see cref="DbErrors"/> says why.</exception>
    /// <exception cref="CommitUnknownException">The database went away during the commit; it is not tried again here.</exception>
    public async Task<Outcome<T>> TryWriteAsync<T>(
        Func<TContext, CancellationToken, Task<Outcome<T>>> work, CancellationToken cancellationToken)
    {
        await using var probe = await contexts.CreateDbContextAsync(cancellationToken);
        var strategy = probe.Database.CreateExecutionStrategy();
        return await strategy.ExecuteAsync(token => AttemptAsync(work, token), cancellationToken);
    }

    /// <summary>As <see cref="TryWriteAsync{T}"/>, for work that cannot refuse.</summary>
    /// <typeparam name="T">What the work yields.</typeparam>
    /// <param name="work">Must be safe to run again.</param>
    /// <param name="cancellationToken">Abandons the attempt; nothing is written.</param>
    public async Task<T> WriteAsync<T>(Func<TContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var outcome = await TryWriteAsync<T>(async (db, token) => await work(db, token), cancellationToken);
        return outcome.Value;
    }

    /// <summary>As <see cref="WriteAsync{T}"/>, for work that yields nothing.</summary>
    /// <param name="work">Must be safe to run again.</param>
    /// <param name="cancellationToken">Abandons the attempt; nothing is written.</param>
    public Task WriteAsync(Func<TContext, CancellationToken, Task> work, CancellationToken cancellationToken) =>
        WriteAsync(
            async (db, token) =>
            {
                await work(db, token);
                return true;
            },
            cancellationToken);

    private async Task<Outcome<T>> AttemptAsync<T>(
        Func<TContext, CancellationToken, Task<Outcome<T>>> work, CancellationToken cancellationToken)
    {
        using (await gate.EnterAsync(cancellationToken))
        {
            await using var db = writers.Create();
            db.Database.AutoSavepointsEnabled = false;
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var outcome = await work(db, cancellationToken);
            if (!outcome.Succeeded)
            {
                return outcome;
            }

            await db.SaveChangesAsync(cancellationToken);
            CrashPoints.Reach("transaction.before-commit");
            await CommitAsync(transaction);
            CrashPoints.Reach("transaction.after-commit");
            Array.ForEach(_listeners, listener => listener.Committed(db));
            return outcome;
        }
    }

    private static async Task CommitAsync(IDbContextTransaction transaction)
    {
        try
        {
            // A commit that has begun is not abandoned: its outcome would be unknown to the caller.
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (Exception e) when (DbErrors.IsUnavailable(e))
        {
            // Must not be started again by the strategy: the first time may have counted.
            throw new CommitUnknownException(e);
        }
    }
}
