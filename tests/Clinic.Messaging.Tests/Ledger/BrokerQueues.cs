using Clinic.Testing.Brokers;
using RabbitMQ.Client;

namespace Clinic.Messaging.Tests.Ledger;

/// <summary>The queues of one test on a broker that it shares with others, deleted with it.</summary>
internal sealed class BrokerQueues : IAsyncDisposable
{
    /// <summary>The service's name: its queues begin with it.</summary>
    public string Service { get; } = $"ledger-{Guid.NewGuid():N}";

    public string Counted => $"{Service}.counted";

    public async ValueTask DisposeAsync()
    {
        var factory = new ConnectionFactory { Uri = TestBroker.Uri };
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var name in new[] { Counted, $"{Counted}_error", $"{Counted}_skipped" })
        {
            await channel.QueueDeleteAsync(name);
            await channel.ExchangeDeleteAsync(name);
        }
    }
}
