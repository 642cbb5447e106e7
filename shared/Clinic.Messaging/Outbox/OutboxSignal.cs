using Clinic.ServiceDefaults.Database;

namespace Clinic.Messaging.Outbox;

/// <summary>Wakes the dispatcher when a commit has added to the outbox. Signals between two looks at it are one.</summary>
internal sealed class OutboxSignal<TContext> : ICommitListener<TContext>, IDisposable
    where TContext : ClinicDbContext
{
    private readonly SemaphoreSlim _added = new(0, 1);

    public void Committed(TContext context)
    {
        // Everything was saved: looking for further changes would only cost time.
        context.ChangeTracker.AutoDetectChangesEnabled = false;
        if (context.ChangeTracker.Entries<OutboxMessage>().Any())
        {
            Pulse();
        }

        context.ChangeTracker.AutoDetectChangesEnabled = true;
    }

    public void Pulse()
    {
        if (_added.CurrentCount > 0)
        {
            return;
        }

        try
        {
            _added.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody else signalled in between.
        }
    }

    /// <summary>Waits for a signal, at most for a while.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _added.WaitAsync(atMost, cancellationToken);

    public void Dispose() => _added.Dispose();
}
