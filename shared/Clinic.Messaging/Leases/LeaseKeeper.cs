using Clinic.ServiceDefaults.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Messaging.Leases;

/// <summary>One process's view of a lease: takes it, keeps it, gives it back. Not for concurrent use.</summary>
internal sealed class LeaseKeeper<TContext>(
    string name, string holder, TimeSpan length, Transactor<TContext> transactor, TimeProvider stopwatch, IClock clock)
    where TContext : ClinicDbContext
{
    private int? _held;
    private int? _watched;
    private long _touched;

    /// <summary>Takes or keeps the lease.</summary>
    /// <returns>True when this process holds it for at least half its length from now.</returns>
    public async Task<bool> TryHoldAsync(CancellationToken cancellationToken)
    {
        if (_held is not null && stopwatch.GetElapsedTime(_touched) < length / 2)
        {
            return true;
        }

        // From before the write: the others count from when they see it, which is later.
        var touched = stopwatch.GetTimestamp();
        var held = await transactor.WriteAsync(TakeAsync, cancellationToken);
        if (held is not null)
        {
            _touched = touched;
        }

        _held = held;
        return held is not null;
    }

    /// <summary>Lets another replica take it at once.</summary>
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        if (_held is not { } version)
        {
            return;
        }

        _held = null;
        await transactor.WriteAsync(
            (db, token) => db.Set<Lease>().Where(l => l.Name == name && l.Version == version)
                .ExecuteUpdateAsync(set => set.SetProperty(l => l.Holder, "").SetProperty(l => l.Version, version + 1), token),
            cancellationToken);
    }

    private async Task<int?> TakeAsync(TContext db, CancellationToken cancellationToken)
    {
        var until = clock.GetCurrentInstant() + Duration.FromTimeSpan(length);
        var current = await db.Set<Lease>().AsNoTracking().FirstOrDefaultAsync(l => l.Name == name, cancellationToken);
        if (current is null)
        {
            db.Add(new Lease { Name = name, Holder = holder, Until = until, Version = 1 });
            return 1;
        }

        if (!MayTake(current))
        {
            return null;
        }

        var next = current.Version + 1;
        var taken = await db.Set<Lease>().Where(l => l.Name == name && l.Version == current.Version).ExecuteUpdateAsync(
            set => set.SetProperty(l => l.Holder, holder).SetProperty(l => l.Until, until).SetProperty(l => l.Version, next),
            cancellationToken);
        return taken == 1 ? next : null;
    }

    private bool MayTake(Lease current)
    {
        if (current.Holder.Length == 0 || current.Version == _held)
        {
            return true;
        }

        if (current.Version == _watched)
        {
            return stopwatch.GetElapsedTime(_touched) >= length;
        }

        _watched = current.Version;
        _touched = stopwatch.GetTimestamp();
        return false;
    }
}
