using NodaTime;

namespace Clinic.Messaging.Leases;

/// <summary>
/// The right to do something alone for a while, among the replicas of a service. The holder raises
/// <see cref="Version"/> again and again; who has watched it stand still for the lease's length, by its own
/// stopwatch, may take over. Clocks that disagree between machines therefore do no harm.
/// </summary>
public sealed class Lease
{
    /// <summary>What it is for, for example <c>outbox</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The process that holds it; empty when it was given back.</summary>
    public required string Holder { get; set; }

    /// <summary>Until when, UTC, exclusive, by the holder's clock: for people to read.</summary>
    public required Instant Until { get; set; }

    /// <summary>Concurrency token, raised by every renewal.</summary>
    public required int Version { get; set; }
}
