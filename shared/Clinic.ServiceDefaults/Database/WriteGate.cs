using Microsoft.EntityFrameworkCore;

namespace Clinic.ServiceDefaults.Database;

/// <summary>
/// SQLite has one writer at a time, and its driver waits for the lock by blocking a thread. In one process the writers
/// queue here instead, without holding threads. On SQL Server the gate is open: the engine locks rows itself.
/// </summary>
/// <typeparam name="TContext">The service's context: one gate per database.</typeparam>
public sealed class WriteGate<TContext> : IDisposable
    where TContext : DbContext
{
    private readonly SemaphoreSlim? _turn;

    /// <summary>Makes the gate for the configured engine.</summary>
    /// <param name="provider">The engine.</param>
    public WriteGate(DatabaseProvider provider) =>
        _turn = provider == DatabaseProvider.Sqlite ? new SemaphoreSlim(1, 1) : null;

    /// <summary>Waits for the turn to write; dispose what it returns to pass the turn on.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async ValueTask<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        if (_turn is null)
        {
            return Turn.Open;
        }

        await _turn.WaitAsync(cancellationToken);
        return new Turn(_turn);
    }

    /// <inheritdoc />
    public void Dispose() => _turn?.Dispose();

    private sealed class Turn(SemaphoreSlim? turn) : IDisposable
    {
        public static readonly Turn Open = new(null);

        public void Dispose() => turn?.Release();
    }
}
