using System.Collections.Concurrent;
using MassTransit;

namespace Clinic.Notifications.Features.SendReminders;

/// <summary>This process as the holder of claims: what it has in hand right now.</summary>
internal sealed class InFlight
{
    private readonly ConcurrentDictionary<Guid, byte> _attempts = new();

    /// <summary>This process, in the attempts it makes. A restarted process is another one.</summary>
    public Guid Process { get; } = NewId.NextGuid();

    public void Add(IEnumerable<Guid> attempts)
    {
        foreach (var attempt in attempts)
        {
            _attempts[attempt] = 0;
        }
    }

    public void Remove(IEnumerable<Guid> attempts)
    {
        foreach (var attempt in attempts)
        {
            _attempts.TryRemove(attempt, out _);
        }
    }

    public bool Contains(Guid attempt) => _attempts.ContainsKey(attempt);
}
