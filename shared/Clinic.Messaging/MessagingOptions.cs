using Microsoft.Extensions.Configuration;

namespace Clinic.Messaging;

/// <summary>Which transport carries the messages: <c>Clinic:Messaging:Transport</c>.</summary>
internal enum TransportKind
{
    /// <summary>Within the process; what was in flight is replayed at the next start.</summary>
    InMemory,

    /// <summary>RabbitMQ: quorum queues and publisher confirms.</summary>
    RabbitMq,
}

/// <summary>The section <c>Clinic:Messaging</c>.</summary>
internal sealed class MessagingOptions
{
    public TransportKind Transport { get; init; } = TransportKind.InMemory;

    /// <summary>
    /// Messages that one consumer works on at the same time. More than one gives up the order within an aggregate, whatever the
    /// messages' keys: the transports hand out messages in order, but to workers that race each other from then on (ADR 8).
    /// <c>Consumers:&lt;queue&gt;:Concurrency</c> overrides it for a consumer that bears any order.
    /// </summary>
    public int Concurrency { get; init; } = 1;

    /// <summary>Messages that the broker hands out ahead to one consumer.</summary>
    public int Prefetch { get; init; } = 32;

    /// <summary>Rows that the dispatcher reads, sends and marks together.</summary>
    public int BatchSize { get; init; } = 200;

    /// <summary>Sends under way at the same time; those of one aggregate never are.</summary>
    public int SendConcurrency { get; init; } = 64;

    /// <summary>How often the outbox is looked at when no commit has woken the dispatcher.</summary>
    public double PollSeconds { get; init; } = 1;

    /// <summary>How long a confirm may take.</summary>
    public double SendTimeoutSeconds { get; init; } = 30;

    /// <summary>How long a lease stands still before another replica takes it over.</summary>
    public double LeaseSeconds { get; init; } = 5;

    /// <summary>How long sent and consumed messages are remembered. Must exceed the longest time a service may be away.</summary>
    public int RetentionDays { get; init; } = 30;

    /// <summary>Attempts after the first before a message is parked.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>Pause before the first further attempt; each later one is longer by as much.</summary>
    public int RetryMilliseconds { get; init; } = 200;

    public RabbitMqOptions RabbitMq { get; init; } = new();

    /// <summary>What differs from the defaults for one consumer, by queue.</summary>
    public Dictionary<string, ConsumerOptions> Consumers { get; init; } = [];

    public int ConcurrencyOf(string queue) => Consumers.GetValueOrDefault(queue)?.Concurrency ?? Concurrency;

    public static MessagingOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Clinic:Messaging");
        var transport = section["Transport"];
        if (!string.IsNullOrEmpty(transport) && !Enum.TryParse<TransportKind>(transport, ignoreCase: true, out _))
        {
            throw new InvalidOperationException($"Clinic:Messaging:Transport is '{transport}'; it must be InMemory or RabbitMq.");
        }

        return section.Get<MessagingOptions>() ?? new MessagingOptions();
    }
}

/// <summary>A section <c>Clinic:Messaging:Consumers:&lt;queue&gt;</c>.</summary>
internal sealed class ConsumerOptions
{
    public int? Concurrency { get; init; }
}

/// <summary>The section <c>Clinic:Messaging:RabbitMq</c>.</summary>
internal sealed class RabbitMqOptions
{
    public string Host { get; init; } = "localhost";

    public ushort Port { get; init; } = 5672;

    public string VirtualHost { get; init; } = "/";

    public string Username { get; init; } = "guest";

    public string? Password { get; init; }

    /// <summary>A file that holds the password, as container engines mount secrets; goes before <see cref="Password"/>.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>Seconds between heartbeats; a dead connection is noticed after two.</summary>
    public ushort HeartbeatSeconds { get; init; } = 5;

    public string ReadPassword() => PasswordFile is { Length: > 0 } file ? File.ReadAllText(file).Trim() : Password ?? "guest";
}
