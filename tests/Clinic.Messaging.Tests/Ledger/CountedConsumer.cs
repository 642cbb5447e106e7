using System.Collections.Concurrent;
using Clinic.Messaging.Inbox;

namespace Clinic.Messaging.Tests.Ledger;

/// <summary>What the consumer is told to do wrong, and how often it was called.</summary>
public sealed class Behaviour
{
    private long _position;
    private int _calls;

    public ConcurrentDictionary<int, string> Fails { get; } = new();

    public Func<Counted, Task> Before { get; set; } = _ => Task.CompletedTask;

    public int Calls => _calls;

    public long NextPosition() => Interlocked.Increment(ref _position);

    public void Called() => Interlocked.Increment(ref _calls);
}

public sealed class CountedConsumer(Behaviour behaviour) : IConsume<Counted, LedgerDbContext>
{
    public async Task ConsumeAsync(Counted message, LedgerDbContext db, CancellationToken cancellationToken)
    {
        behaviour.Called();
        await behaviour.Before(message);
        db.Entries.Add(new Entry
        {
            Id = MassTransit.NewId.NextGuid(),
            Aggregate = message.Aggregate,
            Number = message.Number,
            Position = behaviour.NextPosition(),
        });
        if (behaviour.Fails.TryGetValue(message.Number, out var why))
        {
            // After the change: what it had added must not survive.
            throw new InvalidOperationException(why);
        }
    }
}
